/** Training the ranker from a page, and putting what came of it to use or taking that back. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { RankerChoice, TrainingView } from '../api/training.js';
import { router, type ServerContext } from '../context.js';
import { body, json, problems } from '../openapi.js';
import { judgeName, noteAudit, personOf } from '../security/person.js';

export function trainingRoutes({ trainer }: ServerContext): OpenAPIHono {
  const app = router();

  app.openapi(
    createRoute({ method: 'get', path: '/training', summary: 'What there is to learn from, what is being trained, which rankers were kept and which is used', responses: { 200: json(TrainingView, 'The state of training') } }),
    async (c) => c.json(await trainer.view(), 200),
  );

  app.openapi(
    createRoute({ method: 'post', path: '/training', summary: 'Begins to train; the ranker is kept when it is done, and used when somebody says so', responses: { 202: json(TrainingView, 'Training has begun'), ...problems(400) } }),
    async (c) => {
      await trainer.start(judgeName(personOf(c)));
      noteAudit(c, { target: 'training begun' });
      return c.json(await trainer.view(), 202);
    },
  );

  app.openapi(
    createRoute({ method: 'post', path: '/training/stop', summary: 'Stops the training that is under way', responses: { 200: json(TrainingView, 'It is stopped') } }),
    async (c) => {
      await trainer.stop();
      noteAudit(c, { target: 'training stopped' });
      return c.json(await trainer.view(), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post', path: '/training/use', summary: 'From now on this ranker codes what is added; "" for the package’s own',
      request: { body: body(RankerChoice) }, responses: { 200: json(TrainingView, 'It is used'), ...problems(400, 404) },
    }),
    async (c) => {
      const { version } = c.req.valid('json');
      await trainer.use(version, judgeName(personOf(c)));
      noteAudit(c, { target: version === '' ? 'the package’s own ranker used' : `${version} used` });
      return c.json(await trainer.view(), 200);
    },
  );

  return app;
}
