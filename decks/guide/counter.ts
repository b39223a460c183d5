/** The guide's own script: a button that counts. */
export default function (_: unknown, deck: HTMLElement): () => void {
  const shown = deck.querySelector('#counted');
  let count = 0;
  const press = (event: Event): void => {
    if (!(event.target instanceof Element) || !shown || !event.target.closest('#counter')) return;
    count += 1;
    shown.textContent = String(count);
  };
  deck.addEventListener('click', press);
  return () => deck.removeEventListener('click', press);
}
