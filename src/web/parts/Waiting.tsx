/** Said while an answer is on its way, or when it will not come. */
import { COMMON } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { Problem } from './Problem.js';

export function Waiting({ loading, error }: { loading: boolean; error: string | null }) {
  if (error) return <Problem message={error} />;
  return loading ? <p class="quiet waiting" role="status">{inLanguage(COMMON).reading}</p> : null;
}
