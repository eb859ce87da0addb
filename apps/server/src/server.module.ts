import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AfterCareController } from './after-care.controller';
import { AidController } from './aid.controller';
import { AreaController } from './area.controller';
import { ApprovalController } from './approval.controller';
import { AuditController } from './audit.controller';
import { Callers, RouteGuard } from './auth';
import { AccountController } from './account.controller';
import { BoardController } from './board.controller';
import { BookingController } from './booking.controller';
import { CalloutController } from './callout.controller';
import { ControlController } from './control.controller';
import { ControlMappingController } from './control-mapping.controller';
import { DispatchController } from './dispatch.controller';
import { ControlGateway } from './control.gateway';
import { CoverageController } from './coverage.controller';
import { CredentialController } from './credential.controller';
import { DeliveryController } from './delivery.controller';
import { Doorman } from './doorman';
import { EdgeGuard } from './edge-guard';
import { buildFlow } from './flow';
import { KeysController } from './key.controller';
import { RequestLimits } from './limits';
import { FormatController } from './format.controller';
import { GroupController } from './group.controller';
import { OauthController } from './oauth.controller';
import { ExportController } from './export.controller';
import { MapController } from './map.controller';
import { MessageController } from './message.controller';
import { MusterController } from './muster.controller';
import { PassController } from './pass.controller';
import { OperationsController } from './operations.controller';
import { DrillController } from './drill.controller';
import { EvidenceController } from './evidence.controller';
import { FieldController } from './field.controller';
import { FLOW, PARTS, type ServerParts } from './parts';
import { ProblemFilter } from './problem.filter';
import { PrivacyController } from './privacy.controller';
import { ProviderController } from './provider.controller';
import { PublicBoardController } from './public-board.controller';
import { ReachController } from './reach.controller';
import { RegisterController } from './register.controller';
import { RegistrationController } from './registration.controller';
import { RegistryController } from './registry.controller';
import { QuarantineController } from './quarantine.controller';
import { ReplyController } from './reply.controller';
import { ResponderController } from './responder.controller';
import { ResponderGateway } from './responder.gateway';
import { RuleController } from './rule.controller';
import { SignInController } from './sign-in.controller';
import { TemplateController } from './template.controller';
import { CalloutTemplateController } from './callout-template.controller';
import { AedFeedController } from './aed-feed.controller';
import { GeojsonController } from './geojson.controller';
import { WarningController } from './warning.controller';
import { WatchPointController } from './watch-point.controller';
import { WatchdogLoops } from './watchdog';
import { WebhookController } from './webhook.controller';
import { Worker } from './worker';

/** What a worker does not have. */
const FACE: readonly Type[] = [
  ControlController,
  FormatController,
  DispatchController,
  AreaController,
  CalloutController,
  BookingController,
  PassController,
  MusterController,
  FieldController,
  WatchPointController,
  MessageController,
  AfterCareController,
  CalloutTemplateController,
  WarningController,
  AedFeedController,
  GeojsonController,
  DeliveryController,
  RuleController,
  ControlMappingController,
  KeysController,
  OauthController,
  RegistryController,
  RegisterController,
  CoverageController,
  CredentialController,
  ResponderController,
  ReachController,
  RegistrationController,
  DrillController,
  ProviderController,
  PrivacyController,
  QuarantineController,
  ReplyController,
  TemplateController,
  SignInController,
  AccountController,
  AuditController,
  ApprovalController,
  AidController,
  BoardController,
  PublicBoardController,
  GroupController,
  ExportController,
  EvidenceController,
  MapController,
  WebhookController,
];

/** The one module: the flow built from its ports, and the edges of the server's role. */
@Module({})
export class ServerModule {
  static of(parts: ServerParts, limits: RequestLimits): DynamicModule {
    const hasFace = parts.config.role !== 'worker';
    return {
      module: ServerModule,
      controllers: [OperationsController, ...(hasFace ? FACE : [])],
      providers: [
        { provide: PARTS, useValue: parts },
        { provide: FLOW, inject: [PARTS], useFactory: buildFlow },
        Callers,
        WatchdogLoops,
        Worker,
        { provide: RequestLimits, useValue: limits },
        { provide: APP_GUARD, useClass: RouteGuard },
        { provide: APP_GUARD, useClass: EdgeGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        ...(hasFace ? [Doorman, ResponderGateway, ControlGateway] : []),
      ],
    };
  }
}
