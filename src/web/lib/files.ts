/** Files that a person gives to a page: out of what was dropped, folders and all, and in portions that may be sent at once. */
import { MAX_FILES, MAX_UPLOAD } from '../../server/api/limits.js';
import { isReadable } from '../../sources/endings.js';

/** A file by the name that it goes by: within a folder, its path there. */
export interface Given {
  name: string;
  file: File;
}

/** What a form adds to each file's bytes. */
const OVERHEAD = 1000;

/** The files chosen in a field. */
export function chosen(list: FileList | null): Given[] {
  return [...(list ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
}

/** The files of what was dropped, with all that lies in its folders. */
export async function dropped(transfer: DataTransfer): Promise<Given[]> {
  // All entries are taken before the first wait: afterwards the browser has let go of them.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return chosen(transfer.files);
  return (await Promise.all(entries.map((entry) => under(entry)))).flat();
}

async function under(entry: FileSystemEntry): Promise<Given[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    return [{ name: entry.fullPath.replace(/^\//, ''), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Given[] = [];
  // A folder is given a hundred entries at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return found;
    for (const child of some) found.push(...(await under(child)));
  }
}

/** As "demarche add" reads a folder: of the files in it those of a kind that is read, hidden ones left out, by name. */
export function readable(files: readonly Given[]): Given[] {
  const kept = files.filter(({ name }) => !name.includes('/') || (isReadable(name) && name.split('/').every((part) => !part.startsWith('.'))));
  return kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Files in portions that the server takes; those that are too large by themselves apart. */
export function portions(files: readonly Given[]): { portions: Given[][]; tooLarge: Given[] } {
  const all: Given[][] = [];
  const tooLarge: Given[] = [];
  let bytes = Infinity;
  for (const given of files) {
    const size = given.file.size + given.name.length + OVERHEAD;
    if (size > MAX_UPLOAD) {
      tooLarge.push(given);
      continue;
    }
    if (bytes + size > MAX_UPLOAD || all.at(-1)!.length >= MAX_FILES) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)!.push(given);
    bytes += size;
  }
  return { portions: all, tooLarge };
}
