// The first half of `npm run test:vllm`: installs vLLM for the CPU, or finds that it is there.
import { tellInstallation } from '../real-server/install-server.mjs';
import { installVllm } from './install-vllm.mjs';

tellInstallation('vLLM', await installVllm());
