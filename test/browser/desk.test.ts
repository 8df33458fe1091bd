import { describe, expect, it } from 'vitest';
import { TURN } from '../server/fixture.js';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();

describe('desk', () => {
  it('answers who cooled and who warmed, and opens the sentences behind a point', async () => {
    const page = await app.open('/desk/ARG');
    expect(await page.textContent('h1')).toBe('Has Argentina’s foreign policy changed since 10 December 2023?');
    const answer = await page.textContent('.answer');
    expect(answer).toMatch(/Cooler with China/);
    expect(answer).toMatch(/Warmer with the United States/);
    expect(await page.locator('.ba-row').first().textContent()).toMatch(/United States.*Warmer/);

    await page.getByRole('button', { name: /^China after: mean intensity/ }).click();
    const panel = page.getByRole('complementary');
    await panel.getByText('Argentina criticised China over loans.').first().waitFor();
    expect(await panel.locator('.entry').count()).toBe(13);
    expect(new URL(page.url()).searchParams.get('open')).toBe('CHN.after');
    await page.keyboard.press('Escape');
    expect(await panel.count()).toBe(0);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(/^China after/);
  });

  it('has as many events behind every point as the point says', async () => {
    const page = await app.open('/desk/ARG');
    for (const point of await page.locator('.ba-dot, .multiple [data-point]').all()) {
      const said = Number(/(\d+) deeds?/.exec((await point.getAttribute('aria-label'))!)![1]);
      await point.dispatchEvent('click');
      await page.waitForFunction((n) => document.querySelectorAll('.panel .entry').length === n, said);
      await page.getByRole('button', { name: 'Close the events' }).click();
    }
  });

  it('moves the date by preset, by field, by key and by hand, and keeps it in the address', async () => {
    const page = await app.open('/desk/ARG?at=2021-03-01');
    expect(await page.textContent('.answer')).toMatch(/no change that chance could not have made/);
    await page.getByRole('button', { name: /Javier Milei/ }).click();
    await page.getByText('Cooler with').waitFor();
    expect(new URL(page.url()).searchParams.get('at')).toBe(TURN);

    const slider = page.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/at=2023-12-11/);
    await page.waitForLoadState('networkidle');
    const box = (await slider.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x - 150, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.get('at')! < '2023-12-01');
  });

  it('can be walked through by keyboard: one stop a chart, arrows along its points', async () => {
    const page = await app.open('/desk/ARG');
    const chart = page.getByRole('group', { name: 'Argentina and China' });
    expect(await chart.locator('[data-point][tabindex="0"]').count()).toBe(1);
    await chart.locator('[data-point][tabindex="0"]').focus();
    expect(await page.locator('.multiple .tip').first().textContent()).toMatch(/Mean intensity \+\d\.\d of 1 deed/);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByText('Argentina criticised China over loans.').first().waitFor();
  });

  it('measures net cooperation, and one direction, when asked', async () => {
    const page = await app.open('/desk/ARG?measure=net&direction=in');
    expect(await page.getByRole('radio', { name: 'Net cooperation' }).isChecked()).toBe(true);
    // Only what both sides did together counts as done to Argentina.
    expect(await page.locator('.ba-row').allTextContents()).toEqual(expect.arrayContaining([expect.stringMatching(/^Brazil/)]));
    expect(await page.locator('.ba-row', { hasText: 'China' }).count()).toBe(0);
  });

  it('shows the partners on a map, coloured by change or by how things stand', async () => {
    const page = await app.open('/desk/ARG');
    await page.getByRole('button', { name: 'Show the map' }).click();
    await page.waitForURL(/map=change/);
    const china = page.getByRole('button', { name: /^China: cooler/ });
    await china.waitFor();
    await page.getByRole('radio', { name: 'How it stands after' }).check();
    await page.getByRole('button', { name: /^United States: \+\d\.\d from 12 deeds/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByText('Argentina praised the United States over reform.').first().waitFor();
  });

  it('says what is wrong when there is no such country', async () => {
    const response = await fetch(`${app.server.url}desk/XYZ.json`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
  });

  it('shows figures with their sources, votes against chosen others, and says how to add what is missing', async () => {
    const page = await app.open('/desk/ARG');
    await page.getByText('demarche import indicators FILE').waitFor();
    await page.getByText('demarche import votes FILE --roll-calls FILE').waitFor();
    await page.getByText('The dictionary has no memberships of this actor.').waitFor();
    const { store } = app.server;
    const year = (n: number) => ({ actor: 'ARG', series: 'gross-reserves', date: `${n}-12-31`, datePrecision: 'day' as const, value: n - 2000, unit: 'USD billion', source: `Central bank, ${n}` });
    await store.addIndicators([2021, 2022, 2023, 2024].map(year));
    await store.addRollCalls([{ id: '1', session: 76, date: '2021-11-01', issues: [], partial: false }]);
    await store.addVotes([['ARG', 'yes'], ['USA', 'no'], ['BRA', 'yes']].map(([state, choice]) => ({ rollCall: '1', state: state!, choice: choice as 'yes' | 'no' })));
    await store.keepIdealPoints(['ARG', 'USA', 'BRA'].flatMap((state, i) => [75, 76].map((session) => ({ state, session, value: i - 1, low: i - 1.2, high: i - 0.8, votes: 40 }))));
    await page.reload();
    await page.getByRole('img', { name: /Gross reserves: 4 values, Argentina/ }).waitFor();
    await page.getByRole('region', { name: 'Dependencies and hard facts', exact: true }).getByText('As a table, with sources').click();
    await page.getByRole('cell', { name: 'Central bank, 2023' }).waitFor();
    await page.getByRole('img', { name: /Positions of Argentina.*United States/ }).waitFor();
    await page.getByText('Share of roll calls with the same vote').click();
    await page.getByRole('row', { name: /2021.*100 % of 1.*0 % of 1|2021.*0 % of 1.*100 % of 1/ }).waitFor();
    await page.getByRole('button', { name: 'Leave out Brazil' }).click();
    await page.waitForURL(/with=USA/);
    await page.getByRole('img', { name: 'Positions of Argentina and United States' }).waitFor();
  });

  it('lists what was said last', async () => {
    await fetch(`${app.server.url}api/documents`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: 'Argentina said that Brazil is its partner.', date: '2025-03-01' }) });
    const page = await app.open('/desk/ARG');
    expect(await page.getByRole('region', { name: 'Last said' }).locator('blockquote').allTextContents()).toContain('Brazil is its partner');
  });

  it('speaks Spanish', async () => {
    const page = await app.open('/desk/ARG?lang=es');
    expect(await page.textContent('h1')).toBe('¿Ha cambiado la política exterior de Argentina desde el 10 de diciembre de 2023?');
    expect(await page.textContent('.answer')).toMatch(/Más fría con China.*Más cálida con Estados Unidos/);
    await page.getByRole('heading', { name: 'Votos en las Naciones Unidas' }).waitFor();
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/desk/ARG?open=CHN.after&map=change', look);
    await page.locator('.land.partner').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close the events' }).click();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
