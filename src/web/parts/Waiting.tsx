/** Said while an answer is on its way, or when it will not come. */
export function Waiting({ loading, error }: { loading: boolean; error: string | null }) {
  if (error) return <p class="problem" role="alert">{error}</p>;
  return loading ? <p class="quiet waiting" role="status">Reading the record …</p> : null;
}
