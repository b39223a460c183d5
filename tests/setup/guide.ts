/** The guide's examples, so that what it shows is what is run. */
import { readFileSync } from 'node:fs';

/** The text of a file of the guide. */
export function guideFile(name: string): string {
  return readFileSync(new URL(`../../decks/guide/${name}`, import.meta.url), 'utf8');
}

/** The code in this language on the slide with this heading. @throws where there is none */
export function guideCode(heading: string, language: string): string {
  const slides = guideFile('deck.md').split(/^-{3,4}$/m);
  const slide = slides.find((text) => text.includes(`\n## ${heading}\n`)) ?? '';
  const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(slide)?.[1];
  if (code === undefined) throw new Error(`The guide has no ${language} on a slide “${heading}”.`);
  return code;
}
