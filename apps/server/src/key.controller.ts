import { Controller, Inject } from '@nestjs/common';
import type { AddedKey, AddedSigningSecret, KeyList, KeyView } from '#contracts/key-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Keys of the organisation's systems. */
@Controller()
export class KeysController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'keys'>) {}

  @Serves('listKeys')
  async list(@Call('listKeys') { caller }: CallOf<'listKeys'>): Promise<KeyList> {
    return { keys: [...(await this.flow.keys.list(caller.organisationId))] };
  }

  @Serves('addKey')
  add(@Call('addKey') { caller, body }: CallOf<'addKey'>): Promise<AddedKey> {
    return this.flow.keys.add(caller.organisationId, body);
  }

  @Serves('putKey')
  async put(@Call('putKey') call: CallOf<'putKey'>): Promise<KeyView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.keys.change(caller.organisationId, params.keyId, body));
  }

  @Serves('revokeKey')
  async revoke(@Call('revokeKey') { caller, params }: CallOf<'revokeKey'>): Promise<KeyView> {
    return unwrap(await this.flow.keys.revoke(caller.organisationId, params.keyId));
  }

  @Serves('addSigningSecret')
  async addSigningSecret(
    @Call('addSigningSecret') { caller, params }: CallOf<'addSigningSecret'>,
  ): Promise<AddedSigningSecret> {
    return unwrap(await this.flow.keys.addSigningSecret(caller.organisationId, params.keyId));
  }

  @Serves('removeSigningSecret')
  async removeSigningSecret(
    @Call('removeSigningSecret') { caller, params }: CallOf<'removeSigningSecret'>,
  ): Promise<KeyView> {
    const { keyId, secretId } = params;
    return unwrap(await this.flow.keys.removeSigningSecret(caller.organisationId, keyId, secretId));
  }
}
