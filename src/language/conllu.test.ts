import { describe, expect, it } from 'vitest';
import { ConlluError, readConllu, writeConllu } from './conllu.js';

const SAMPLE = [
  '# newdoc',
  '# text = Hablan del mar.',
  '1\tHablan\thablar\tVERB\t_\tMood=Ind|VerbForm=Fin\t0\troot\t_\t_',
  '2-3\tdel\t_\t_\t_\t_\t_\t_\t_\t_',
  '2\tde\tde\tADP\t_\t_\t4\tcase\t_\t_',
  '3\tel\tel\tDET\t_\tDefinite=Def\t4\tdet\t_\t_',
  '4\tmar\tmar\tNOUN\t_\t_\t1\tobl\t_\tSpaceAfter=No',
  '5\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_',
  '5.1\tempty\t_\t_\t_\t_\t_\t_\t_\t_',
  '',
  '# newpar',
  '1\tSí\tsí\tINTJ\t_\t_\t0\troot\t_\t_',
  '',
].join('\n');

describe('CoNLL-U', () => {
  it('rebuilds the text, the offsets and the tree', () => {
    const doc = readConllu(SAMPLE, 'es');
    expect(doc.text).toBe('Hablan del mar.\n\nSí');
    expect([...doc.start]).toEqual([0, 7, 7, 11, 14, 17]);
    expect([...doc.end]).toEqual([6, 10, 10, 14, 15, 19]);
    expect([...doc.mwt]).toEqual([0, 1, 2, 0, 0, 0]);
    expect([...doc.head]).toEqual([-1, 3, 3, 0, 0, -1]);
    expect(doc.sentenceCount).toBe(2);
    expect(doc.feat(0, 'Mood')).toBe('Ind');
  });

  it('writes what it reads', () => {
    const written = writeConllu(readConllu(SAMPLE, 'es'));
    expect(written).toContain('2-3\tdel\t_');
    expect(written).toContain('4\tmar\tmar\tNOUN\t_\t_\t1\tobl\t_\tSpaceAfter=No');
    expect(writeConllu(readConllu(written, 'es'))).toBe(written);
  });

  it('reads lines that end in carriage returns', () => {
    expect(readConllu(SAMPLE.replaceAll('\n', '\r\n'), 'es').form).toEqual(readConllu(SAMPLE, 'es').form);
  });

  it.each([
    ['too few columns', '1\tHablan\thablar\n', /line 1.*10 columns/],
    ['a number out of order', SAMPLE.replace('\n4\tmar', '\n7\tmar'), /line 7.*word number 4/],
    ['a head that is no number', SAMPLE.replace('\t1\tobl', '\tone\tobl'), /line 7.*number of the head/],
    ['a head outside the sentence', SAMPLE.replace('\t1\tobl', '\t9\tobl'), /a head of at most 5/],
  ])('names the line of %s', (_, text, message) => {
    expect(() => readConllu(text, 'es')).toThrow(ConlluError);
    expect(() => readConllu(text, 'es')).toThrow(message);
  });
});
