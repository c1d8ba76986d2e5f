// `npm run llama-cpp`: installs llama.cpp's server for the tests, or finds that it is there.
import { say } from '../set-up/say.mjs';
import { installLlamaCpp } from './install-llama-cpp.mjs';

const { kind, reason } = await installLlamaCpp();
if (reason === undefined) say(`llama.cpp's server is ${kind === 'there' ? 'there already' : 'installed'}`);
else {
  say(`llama.cpp's server was not installed: ${reason}`);
  process.exitCode = 1;
}
