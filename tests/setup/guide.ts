/** The guide's examples, so that tests run what it shows. */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../decks/guide/', import.meta.url);

/** Returns the text of a file of the guide. */
export function guideFile(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

/** Returns the code in a language on the slide with this heading, in any chapter. @throws where there is none */
export function guideCode(heading: string, language: string): string {
  const chapters = readdirSync(folder).filter((name) => name.endsWith('.md'));
  const slides = chapters.flatMap((name) => guideFile(name).split(/^-{3,4}$/m));
  const slide = slides.find((text) => text.includes(`\n## ${heading}\n`)) ?? '';
  const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(slide)?.[1];
  if (code === undefined) throw new Error(`The guide has no ${language} on a slide “${heading}”.`);
  return code;
}
