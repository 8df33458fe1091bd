/** What a person finds that became of something said, in the words that judgements keep. */
export const STATEMENT_STATUSES = ['not yet rated', 'in the works', 'stalled', 'compromise', 'kept', 'broken'] as const;
export const FORECAST_STATUSES = ['pending', 'happened', 'did not happen', 'ambiguous', 'annulled'] as const;
export type StatementStatus = (typeof STATEMENT_STATUSES)[number];
export type ForecastStatus = (typeof FORECAST_STATUSES)[number];
