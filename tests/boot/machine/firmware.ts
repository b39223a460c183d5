/** Finds UEFI for virtual machines. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian has it: the firmware's code, and its variables as they are in a new machine. */
const FOLDER = '/usr/share/OVMF';
const FILES = ['OVMF_CODE_4M.fd', 'OVMF_VARS_4M.fd'].map((name) => join(FOLDER, name));

/** Returns the files of code and variables; undefined where they are not installed. */
export function findFirmware(): readonly string[] | undefined {
  return FILES.every((file) => existsSync(file)) ? FILES : undefined;
}
