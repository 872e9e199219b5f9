/**
 * Builds the dashboard into dist/; in development the page asks the Viper that runs on the usual port.
 * Invariant: what is built is the page for use, whatever environment the builder was started in.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig(({ command }) => {
  // A test run that starts Viper hands its own NODE_ENV on, and React would be built half as large again and slower.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    plugins: [react()],
    build: { target: 'es2022', chunkSizeWarningLimit: 1_200 },
    server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8080' } },
  };
});
