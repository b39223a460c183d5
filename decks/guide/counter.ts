/** The guide's own script: a button that counts. */
export default function (_: unknown, deck: HTMLElement): () => void {
  let count = 0;
  const press = ({ target }: Event): void => {
    const shown = target instanceof Element ? target.closest('#counter')?.querySelector('#counted') : undefined;
    if (!shown) return;
    count += 1;
    shown.textContent = String(count);
  };
  deck.addEventListener('click', press);
  return () => deck.removeEventListener('click', press);
}
