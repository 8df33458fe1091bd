/** E-mail messages. */
import PostalMime from 'postal-mime';
import { firstDate, titleFromName } from './fields.js';
import { htmlText } from './html.js';
import { Unreadable, type Reading } from './types.js';

export async function* readEml(name: string, bytes: Uint8Array): AsyncGenerator<Reading> {
  const mail = await PostalMime.parse(bytes);
  const date = mail.headers.find((header) => header.key === 'date')?.value;
  if (mail.headers.length === 0) {
    throw new Unreadable({ place: '', found: 'no header lines', expected: 'an e-mail message as a mail program saves it', advice: 'If it is plain text, name it .txt.' });
  }
  const text = mail.text?.trim() || (mail.html ? htmlText(mail.html) : '');
  const author = mail.from?.name || mail.from?.address || '';
  yield { document: { title: mail.subject || titleFromName(name), author, ...firstDate([date, mail.date]), text }, place: '' };
}
