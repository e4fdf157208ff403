import { defineConfig } from 'vite';

// One classic script and one style sheet, which the report writer puts into the page as they are.
export default defineConfig({
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: '../../artifacts/web/report',
    emptyOutDir: true,
    lib: {
      entry: 'report/main.ts',
      formats: ['iife'],
      name: 'AlgoTrendyReport',
      fileName: () => 'report.js',
      cssFileName: 'report',
    },
  },
});
