import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROOF_BYTES_MAX, PROOF_FILE_ENDINGS } from '#core/credential-proof';
import type {
  BadgeView,
  EndingCredentialView,
  FiledCredentialView,
  IdentityView,
  OwnCredentialsView,
  OwnCredentialView,
} from '#contracts/credential-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import { countedAs } from './client-address';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';
import { readUpload } from './upload';

/** A proof is somebody's file: no page of ours shows it, and nothing in it runs. */
const AS_A_FILE = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/** What people are trained for, who has looked at it, and how they show it on scene. */
@Controller()
export class CredentialController {
  constructor(
    @Inject(FLOW)
    private readonly flow: Pick<Flow, 'credentials' | 'renewals' | 'identityBadge'>,
  ) {}

  @Serves('readOwnCredentials')
  async own(
    @Call('readOwnCredentials') call: CallOf<'readOwnCredentials'>,
  ): Promise<OwnCredentialsView> {
    return unwrap(await this.flow.credentials.own(call.caller));
  }

  @Serves('addOwnCredential')
  async add(
    @Call('addOwnCredential') call: CallOf<'addOwnCredential'>,
  ): Promise<OwnCredentialView> {
    return unwrap(await this.flow.credentials.add(call.caller, call.body));
  }

  @Serves('putProof')
  async putProof(
    @Call('putProof') { caller, params }: CallOf<'putProof'>,
    @Req() request: FastifyRequest,
  ): Promise<OwnCredentialView> {
    const file = unwrap(await readUpload(request.body, PROOF_BYTES_MAX));
    const mediaType = request.headers['content-type'] ?? '';
    const proof = { credentialId: params.credentialId, mediaType, file };
    return unwrap(await this.flow.credentials.putProof(caller, proof));
  }

  @Serves('listCredentials')
  list(
    @Call('listCredentials') { caller, query }: CallOf<'listCredentials'>,
  ): Promise<Page<FiledCredentialView>> {
    return this.flow.credentials.list(caller, query.status, pageOf(query));
  }

  @Serves('listEndingCredentials')
  ending(
    @Call('listEndingCredentials') { caller, query }: CallOf<'listEndingCredentials'>,
  ): Promise<Page<EndingCredentialView>> {
    return this.flow.renewals.ending(caller.organisationId, pageOf(query));
  }

  @Serves('readProof')
  async proof(
    @Call('readProof') { caller, params }: CallOf<'readProof'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { credentialId } = params;
    const read = await this.flow.credentials.proof(caller.organisationId, credentialId);
    const { mediaType, file } = unwrap(read);
    const name = `proof-${credentialId}.${PROOF_FILE_ENDINGS[mediaType]}`;
    void reply
      .headers({ ...AS_A_FILE, 'content-disposition': `attachment; filename="${name}"` })
      .type(mediaType)
      .send(Buffer.from(file));
  }

  @Serves('reviewCredential')
  async review(
    @Call('reviewCredential') { caller, params, body }: CallOf<'reviewCredential'>,
  ): Promise<FiledCredentialView> {
    return unwrap(await this.flow.credentials.review(caller, params.credentialId, body));
  }

  @Serves('readOwnIdentity')
  async identity(@Call('readOwnIdentity') call: CallOf<'readOwnIdentity'>): Promise<IdentityView> {
    return unwrap(await this.flow.identityBadge.show(call.caller));
  }

  @Serves('checkIdentity')
  async check(
    @Call('checkIdentity') { params }: CallOf<'checkIdentity'>,
    @Req() request: FastifyRequest,
  ): Promise<BadgeView> {
    return unwrap(await this.flow.identityBadge.check(params.code, countedAs(request.ip)));
  }
}
