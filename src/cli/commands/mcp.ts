/** demarche mcp: the record as tools of the Model Context Protocol, over standard input and output. */
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import { loadCodebook } from '../../codebook/node.js';
import { fromStore, withStore } from '../store.js';

export function mcp(program: Command, done: (status: number) => void): void {
  withStore(program.command('mcp'))
    .description('search, relation, shift, document and brief as Model Context Protocol tools, on standard input and output')
    .action(async (options: { store: string }) => {
      // Loaded when asked for: the other commands have no need of the protocol.
      const [{ StdioServerTransport }, { createMcpServer }] = await Promise.all([import('@modelcontextprotocol/sdk/server/stdio.js'), import('../../mcp/server.js')]);
      await fromStore(options.store, async (store) => {
        const server = await createMcpServer({ store, actors: loadActors(), codebook: loadCodebook(), version: program.version() ?? '' });
        await server.connect(new StdioServerTransport());
        // The client ends the conversation by closing our input.
        await new Promise<void>((resolve) => process.stdin.once('end', resolve));
        await server.close();
      });
      done(0);
    });
}
