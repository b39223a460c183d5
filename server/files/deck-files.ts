/** What is known of a deck on disk before it is read. */

/** A deck on disk. */
export interface DeckFiles {
  /**
   * The deck's address, in composed letters (Unicode's NFC), as people type them: its name, below those of the folders in
   * which it stands, such as `syllabus/4-frame/actors`.
   */
  readonly name: string;
  /** Absolute path of its main file. */
  readonly file: string;
  readonly format: 'markdown' | 'html';
  /** Absolute path of the folder that its references are relative to. */
  readonly directory: string;
  /** Whether the folder belongs to this deck alone, so that pictures in it need not be referenced to be public. */
  readonly ownsDirectory: boolean;
}
