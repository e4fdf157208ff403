import { defineConfig } from '@playwright/test';

// Debian's chromium; a browser of Playwright's own is never downloaded.
export default defineConfig({
  testDir: '.',
  outputDir: '../../artifacts/browser/results',
  workers: 2,
  // Other tests may have the processors meanwhile; what hangs ends all the same.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['junit', { outputFile: '../../artifacts/browser/results.xml' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    timezoneId: 'America/New_York',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
