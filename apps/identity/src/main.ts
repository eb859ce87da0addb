import { IdentityPage } from './identity-page';

customElements.define('closeby-identity', IdentityPage);
