/** What a browser needs to code a text itself. */
import { z } from '@hono/zod-openapi';

const CoderFile = z.object({
  address: z.string().openapi({ description: 'Where the file is; with a hash of its content, so that it never changes' }),
  bytes: z.number().int(),
});

export const CoderFiles = z.object({
  languages: z.array(z.object({ language: z.string(), model: z.string().openapi({ description: 'Version of the language’s model' }) })),
  files: z.record(z.string(), CoderFile).openapi({ description: 'codebook and actors (JSON); decisions (JSON), where people decided anything about actors; ranker; of each language lexicon.en (JSON) and model.en' }),
});

export type CoderFiles = z.infer<typeof CoderFiles>;
