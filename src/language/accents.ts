/** Accents of Spanish vowels. */

const PLAIN: Record<string, string> = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u', Á: 'A', É: 'E', Í: 'I', Ó: 'O', Ú: 'U' };

/** A word without its last accent. */
export function withoutLastAccent(word: string): string {
  for (let i = word.length - 1; i >= 0; i--) {
    const plain = PLAIN[word[i] as string];
    if (plain) return word.slice(0, i) + plain + word.slice(i + 1);
  }
  return word;
}
