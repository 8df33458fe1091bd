import { describe, expect, it } from 'vitest';
import { readConllu } from './conllu.js';
import { scoreDoc } from './scorer.js';

/** One sentence of words "form tag head relation [lemma]", all followed by a space. */
function sentence(...words: string[]): string {
  return words
    .map((word, i) => {
      const [form, tag, head, relation, lemma] = word.split(' ');
      return [i + 1, form, lemma ?? form, tag, '_', '_', head, relation, '_', '_'].join('\t');
    })
    .join('\n') + '\n\n';
}

const doc = (conllu: string) => readConllu(conllu, 'en');

describe('scoreDoc', () => {
  const gold = doc(sentence('Kim PROPN 2 nsubj', 'sees VERB 0 root see', 'it PRON 2 obj', '. PUNCT 2 punct'));

  it('gives a perfect parse full marks', () => {
    const scores = scoreDoc(gold, gold);
    for (const score of Object.values(scores)) expect(score.f1).toBe(1);
  });

  it('counts tags, lemmas, heads and relations apart', () => {
    const system = doc(sentence('Kim NOUN 2 nsubj', 'sees VERB 0 root sees', 'it PRON 1 obj', '. PUNCT 2 dep'));
    const scores = scoreDoc(gold, system);
    expect(scores.words.f1).toBe(1);
    expect(scores.upos.f1).toBe(3 / 4);
    expect(scores.lemma.f1).toBe(3 / 4);
    expect(scores.uas.f1).toBe(3 / 4); // "it" hangs wrong
    expect(scores.las.f1).toBe(2 / 4); // and the full stop is no dep
  });

  it('leaves subtypes out of LAS, not of the exact one', () => {
    const annotated = doc(sentence('He PRON 3 nsubj:pass', 'was AUX 3 aux:pass', 'seen VERB 0 root'));
    const system = doc(sentence('He PRON 3 nsubj', 'was AUX 3 aux', 'seen VERB 0 root'));
    const scores = scoreDoc(annotated, system);
    expect(scores.las.f1).toBe(1);
    expect(scores.lasExact.f1).toBeCloseTo(1 / 3);
  });

  it('aligns words by the characters that they cover', () => {
    // "Kim" "sees" "it." : three words, two of them at gold spans.
    const system = doc(sentence('Kim PROPN 2 nsubj', 'sees VERB 0 root see', 'it. PRON 2 obj'));
    const { words, las } = scoreDoc(gold, system);
    expect(words.precision).toBeCloseTo(2 / 3);
    expect(words.recall).toBeCloseTo(2 / 4);
    expect(words.f1).toBeCloseTo(4 / 7);
    expect(las.f1).toBeCloseTo(4 / 7);
  });

  it('counts a sentence only where both its ends are right', () => {
    const two = doc(sentence('Go VERB 0 root') + sentence('now ADV 0 root'));
    const one = doc(sentence('Go VERB 0 root', 'now ADV 1 advmod'));
    expect(scoreDoc(two, one).sentences.f1).toBe(0);
    // "now" is a root in one and hangs under "Go" in the other.
    expect(scoreDoc(two, one).uas.f1).toBe(1 / 2);
  });

  it('aligns the words of multiword tokens by their forms', () => {
    const range = (system: boolean) =>
      [
        system ? '1-2\tdel\t_\t_\t_\t_\t_\t_\t_\t_' : '1-2\tdel\t_\t_\t_\t_\t_\t_\t_\t_',
        `1\t${system ? 'De' : 'de'}\tde\tADP\t_\t_\t3\tcase\t_\t_`,
        `2\t${system ? 'la' : 'el'}\tel\tDET\t_\t_\t3\tdet\t_\t_`,
        '3\tmar\tmar\tNOUN\t_\t_\t0\troot\t_\t_',
      ].join('\n') + '\n\n';
    const scores = scoreDoc(doc(range(false)), doc(range(true)));
    // "de" matches whatever its case, "el" and "la" do not, "mar" does.
    expect(scores.words.f1).toBeCloseTo(2 / 3);
    expect(scores.las.f1).toBeCloseTo(2 / 3);
  });

  it('matches a token that is split on one side only by what it can', () => {
    const split = doc('1-2\tcannot\t_\t_\t_\t_\t_\t_\t_\t_\n1\tcan\tcan\tAUX\t_\t_\t3\taux\t_\t_\n2\tnot\tnot\tPART\t_\t_\t3\tadvmod\t_\t_\n3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n');
    const whole = doc(sentence('cannot AUX 2 aux', 'go VERB 0 root'));
    const { words } = scoreDoc(split, whole);
    expect(words.precision).toBe(1 / 2);
    expect(words.recall).toBeCloseTo(1 / 3);
  });

  it('says where the texts differ', () => {
    expect(() => scoreDoc(gold, doc(sentence('Kim PROPN 0 root')))).toThrow(/differ in text at character 3/);
  });
});
