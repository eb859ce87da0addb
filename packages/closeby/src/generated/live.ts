/* Written by `npm run generate` from the contracts of the server; not by hand. */

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What each message of the control socket carries, by its name. */
        ControlMessages: {
            incident: components["schemas"]["Incident"];
            fact: components["schemas"]["FactMessage"];
            callout: components["schemas"]["Callout"];
            booking: components["schemas"]["Booking"];
            overdue: components["schemas"]["OverdueMessage"];
            "field-task": components["schemas"]["FieldTask"];
            "field-report": components["schemas"]["FieldReport"];
            "watch-point": components["schemas"]["WatchPoint"];
            reply: components["schemas"]["Reply"];
        };
        AedNearby: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            aedId: string;
            name: string;
            place: components["schemas"]["Point"];
            locationDetail: string | null;
            /** @enum {string} */
            access: "public" | "customers" | "permissive" | "private" | "no" | "unknown";
            openingHours: string | null;
            /** @enum {string} */
            open: "open" | "unknown";
            distanceM: number;
        };
        /** @description GeoJSON Polygon or MultiPolygon, WGS 84. */
        Area: {
            /** @constant */
            type: "Polygon";
            coordinates: [
                number,
                number
            ][][];
        } | {
            /** @constant */
            type: "MultiPolygon";
            coordinates: [
                number,
                number
            ][][][];
        };
        Booking: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            bookingId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            calloutId: string;
            /** @enum {string} */
            status: "reserve" | "expected" | "en-route" | "held" | "checked-in" | "checked-out" | "withdrawn" | "stood-down" | "no-show";
            needKey: string | null;
            musterKey: string | null;
            conditions: {
                fromAt: string | null;
                untilAt: string | null;
                peopleCount: number;
                pieces: components["schemas"]["Pieces"];
                note: string | null;
            };
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            until: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            bookedAt: string;
            etaAt: string | null;
            checkedInAt: string | null;
            checkedOutAt: string | null;
            dueOutAt: string | null;
            endedReason: string | null;
            /** @description Null for people without an account. */
            responderId: string | null;
            passId: string | null;
            groupId: string | null;
            displayName: string;
            /** @description They have accepted an incident meanwhile. */
            calledAway: boolean;
        };
        /** @description What people must know; none of it may be empty. */
        Briefing: {
            event: string;
            task: string;
            contact: string;
            bring: string;
            risks: string;
        };
        Callout: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            /** @enum {string} */
            status: "open" | "filled" | "closed" | "cancelled";
            title: string;
            briefing: components["schemas"]["Briefing"];
            area: components["schemas"]["Area"];
            exclusions: components["schemas"]["Area"] | null;
            presence: components["schemas"]["Presence"];
            window: components["schemas"]["CalloutWindow"];
            shifts: components["schemas"]["Shift"][];
            needs: {
                needKey: string;
                label: string;
                /** @default 0 */
                minimumCount: number;
                wantedCount: number;
                /** @default [] */
                credentialKinds: ("cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling")[];
                /** @default {} */
                equipment: components["schemas"]["Pieces"];
                /** @default null */
                shiftKey: string | null;
                acceptedCount: number;
                acceptedPieces: components["schemas"]["Pieces"];
            }[];
            musterPoints: {
                musterKey: string;
                name: string;
                place: components["schemas"]["Point"];
                /** @default null */
                quotaCount: number | null;
                routeNote: string;
                parkingNote: string;
                acceptedCount: number;
            }[];
            policy: components["schemas"]["CalloutPolicy"];
            wantedCount: number;
            acceptedCount: number;
            askedCount: number;
            /** @description Asked, and neither answered nor let go. */
            openCount: number;
            declinedCount: number;
            lateYesCount: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            openedAt: string;
            stopComingAt: string | null;
        };
        /** @description The numbers by which a call-out is filled. */
        CalloutPolicy: {
            /**
             * @default [
             *       {
             *         "label": "Everyone",
             *         "credentialKinds": [],
             *         "equipment": [],
             *         "groupIds": [],
             *         "distanceMaxM": null
             *       }
             *     ]
             */
            waves: components["schemas"]["CalloutWave"][];
            /**
             * @default nearest
             * @enum {string}
             */
            order: "nearest" | "rotation" | "all-at-once";
            /** @default 180000 */
            intervalMs: number;
            /** @default 500 */
            batchMax: number;
            /** @default 0.35 */
            acceptShare: number;
            /** @default 0.9 */
            confidence: number;
            /** @default 0.05 */
            overshootShareMax: number;
            /** @default 7200000 */
            alertTtlMs: number;
            /** @default 3600000 */
            fixStaleAfterMs: number;
        };
        CalloutWave: {
            label: string;
            /** @default [] */
            credentialKinds: ("cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling")[];
            /** @default [] */
            equipment: ("boat" | "aed" | "first-aid-kit" | "vehicle" | "four-by-four" | "trailer" | "tractor" | "pump" | "generator" | "ropes" | "chainsaw")[];
            /** @default [] */
            groupIds: string[];
            /** @default null */
            distanceMaxM: number | null;
        };
        /** @description From the first to the last of the work. */
        CalloutWindow: {
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            until: string;
        };
        DispatchOrders: {
            /** @description Places beyond those the plan wanted. */
            moreCount: number;
            /** @description Nobody new is asked. */
            isStopped: boolean;
            words: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                messageId: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                at: string;
                text: string;
                recipientCount: number;
            }[];
        };
        Fact: {
            /** @description Grows within the incident, without gaps. */
            seq: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            /** @enum {string} */
            kind: "incident-received" | "incident-raised" | "raised-by-hand" | "raised-for-aid" | "aid-asked" | "incident-updated" | "incident-moved" | "ambulance-eta-changed" | "plan-made" | "considered" | "alert-sent" | "alert-handed-over" | "alert-delivered" | "alert-seen" | "alert-failed" | "alert-accepted" | "alert-declined" | "alert-expired" | "alert-withdrawn" | "late-yes" | "en-route" | "on-scene" | "with-patient" | "cleared" | "responder-withdrew" | "stood-down" | "stand-down-delivered" | "stand-down-seen" | "change-delivered" | "change-seen" | "reply-received" | "reply-handled" | "order-changed" | "aed-collected" | "aed-reported" | "safety-overridden" | "more-asked" | "people-stood-down" | "control-message" | "incident-closed" | "incident-cancelled" | "callout-opened" | "callout-filled" | "callout-reopened" | "callout-closed" | "callout-cancelled" | "callout-asked" | "callout-changed" | "area-changed" | "warning-changed" | "stop-coming" | "coming-again" | "callout-message" | "booking-made" | "booking-reserved" | "booking-promoted" | "booking-moved" | "booking-held" | "booking-released" | "booking-ended" | "called-away" | "checked-in" | "checked-out" | "overdue" | "task-given" | "task-ended" | "field-report" | "group-asked" | "group-answered" | "aid-shared" | "degraded";
            actor: string;
            responderId: string | null;
            detail: {
                [key: string]: unknown;
            };
        };
        FactMessage: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            incidentId: string;
            fact: components["schemas"]["Fact"];
        };
        FieldReport: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            calloutId: string;
            responderId: string | null;
            facts: components["schemas"]["FieldReportFacts"];
            place: components["schemas"]["Point"];
            text: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            seenAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            receivedAt: string;
            /** @enum {string} */
            status: "new" | "confirmed" | "refuted" | "merged" | "resolved";
            isExpired: boolean;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            /** @description Somebody needs help soon, or a defence has given way: an emergency is 112/999. */
            isUrgent: boolean;
            /** @description An earlier report that may be about the same thing. */
            similarToId: string | null;
            mergedIntoId: string | null;
            reviewNote: string | null;
            reviewedAt: string | null;
            hasPhoto: boolean;
            /** @description What to keep clear; a person puts it into the exclusions of the call-out. */
            proposedExclusion: components["schemas"]["Area"] | null;
        };
        /** @description What was seen; levels and depths in metres. */
        FieldReportFacts: {
            /** @constant */
            kind: "river-level";
            levelM: number;
            /**
             * @default unknown
             * @enum {string}
             */
            trend: "rising" | "steady" | "falling" | "unknown";
        } | {
            /** @constant */
            kind: "person-needs-help";
            peopleCount: number;
            /** @enum {string} */
            urgency: "life-threatening" | "high" | "normal" | "low";
            /**
             * @default unknown
             * @enum {string}
             */
            mobility: "walks" | "walks-with-help" | "cannot-walk" | "unknown";
        } | {
            /** @constant */
            kind: "flooded";
            /** @default null */
            depthM: number | null;
        } | {
            /** @enum {string} */
            kind: "road-closed" | "defence-breached" | "all-clear" | "other";
        };
        FieldTask: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            calloutId: string;
            title: string;
            where: components["schemas"]["FieldTaskWhere"];
            whereNote: string | null;
            needKey: string | null;
            wantedCount: number;
            /** @description People who can be counted on. */
            assignedCount: number;
            equipment: components["schemas"]["Pieces"];
            riskNote: string | null;
            /** @enum {string} */
            priority: "urgent" | "high" | "normal" | "low";
            until: string | null;
            isLate: boolean;
            /** @enum {string} */
            status: "open" | "given" | "under-way" | "done" | "abandoned" | "done-by-others";
            team: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                bookingId: string;
                displayName: string;
                isLeader: boolean;
                peopleCount: number;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                assignedAt: string;
                step: ("seen" | "under-way" | "done" | "cannot") | null;
                stepAt: string | null;
                note: string | null;
                /** @description Why they cannot be counted on: gone home, at an incident, not checked out. */
                trouble: ("left" | "called-away" | "overdue") | null;
            }[];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            endedAt: string | null;
            endedNote: string | null;
        };
        /** @description A place, or a square by its middle and side. */
        FieldTaskWhere: {
            /** @constant */
            kind: "place";
            place: components["schemas"]["Point"];
        } | {
            /** @constant */
            kind: "cell";
            centre: components["schemas"]["Point"];
            sizeM: number;
        };
        Incident: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            /** @enum {string} */
            status: "active" | "closed" | "cancelled";
            progress: ("alerting" | "resources-assigned" | "resources-en-route" | "resources-on-scene") | null;
            kind: components["schemas"]["IncidentKind"];
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            /** @enum {string} */
            priority: "life-threatening" | "urgent" | "routine";
            place: components["schemas"]["Point"];
            placeAccuracyM: number | null;
            address: string | null;
            notesForResponders: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            calledAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            receivedAt: string;
            ambulanceEtaAt: string | null;
            determinantCode: string | null;
            hazards: ("violence" | "fire" | "hazardous-material" | "traffic" | "water" | "electricity" | "infection")[];
            patientAgeYears: number | null;
            /** @enum {string} */
            setting: "public-place" | "home" | "care-home-with-staff" | "unknown";
            /** @description Safety rules and areas that apply, also those that are overridden. */
            safety: components["schemas"]["SafetyFinding"][];
            safetyOverride: components["schemas"]["SafetyOverride"] | null;
            /** @description Who raised it without a message of control, and why; null where control did. */
            raisedByHand: components["schemas"]["RaisedByHand"] | null;
            orders: components["schemas"]["DispatchOrders"] | null;
            /** @description When, by the plan, somebody should have accepted; null where nobody was asked. */
            answersDueAt: string | null;
            policyName: string;
            policyVersion: number;
            wantedCount: number;
            acceptedCount: number;
            alertedCount: number;
            endedAt: string | null;
            disposition: string | null;
            warnings: string[];
            responders: components["schemas"]["IncidentResponder"][];
            aeds: components["schemas"]["AedNearby"][];
        };
        /** @enum {string} */
        IncidentKind: "cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical";
        IncidentResponder: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            displayName: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            alertId: string;
            /** @enum {string} */
            alertStatus: "sent" | "accepted" | "declined" | "expired" | "withdrawn";
            /** @description Why this person was alerted. */
            why: string;
            wave: number;
            distanceM: number | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            sentAt: string;
            deliveredAt: string | null;
            seenAt: string | null;
            answeredAt: string | null;
            endedReason: string | null;
            assignmentId: string | null;
            assignmentStatus: ("accepted" | "en-route" | "on-scene" | "with-patient" | "cleared" | "stood-down" | "withdrawn") | null;
            enRouteAt: string | null;
            onSceneAt: string | null;
            task: components["schemas"]["Task"];
            /** @description When the newest plan expects them with the patient. */
            etaAt: string | null;
            aedCollectedAt: string | null;
            /** @description Why they were stood down or withdrew. */
            releasedReason: string | null;
            /** @description Last position, only while assigned. */
            place: components["schemas"]["Point"] | null;
        };
        OverdueMessage: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            calloutId: string;
            overdue: components["schemas"]["OverduePerson"];
            isSettled: boolean;
        };
        OverduePerson: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            bookingId: string;
            displayName: string;
            musterKey: string | null;
            peopleCount: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            checkedInAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            dueOutAt: string;
            askedAt: string | null;
            alarmAt: string | null;
            /** @description 1: they were asked. 2: alarm. 3 and more: said again. */
            level: number;
        };
        /** @description Pieces of equipment by kind. */
        Pieces: {
            [key: string]: number;
        };
        /** @description GeoJSON Point: [longitude, latitude], WGS 84. */
        Point: {
            /** @constant */
            type: "Point";
            coordinates: [
                number,
                number
            ];
        };
        /** @description Who counts as being in the area. */
        Presence: {
            now: boolean;
            entering: boolean;
            living: boolean;
        };
        RaisedByHand: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            by: string;
            reason: string;
        };
        Reply: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            displayName: string;
            /** @enum {string} */
            channel: "sms" | "voice";
            text: string;
            /** @enum {string} */
            status: "understood" | "open" | "handled";
            /** @description What was made of it, in one plain sentence. */
            sentence: string;
            about: ("incident" | "callout" | "drill") | null;
            aboutId: string | null;
            alertId: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            receivedAt: string;
            handledAt: string | null;
            note: string | null;
        };
        SafetyFinding: {
            code: string;
            says: string;
            keepsAway: ("public-place" | "home" | "professional")[];
            /** @description A dispatcher sends people all the same. */
            overridden: boolean;
        };
        SafetyOverride: {
            reason: string;
            by: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
        };
        Shift: {
            shiftKey: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            until: string;
        };
        Task: {
            /** @enum {string} */
            role: "direct" | "via-aed" | "guide";
            aedId: string | null;
            aedName: string | null;
        };
        WatchPoint: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            pointRef: string;
            name: string;
            /** @enum {string} */
            kind: "drain" | "gauge" | "river-bank" | "other";
            place: components["schemas"]["Point"];
            rule: components["schemas"]["WatchRule"];
            /** @enum {string} */
            state: "unknown" | "normal" | "warn" | "alarm";
            /** @description By its own readings, those of a point upstream, or a warning that covers it. */
            isRising: boolean;
            risingBecause: string[];
            trendPerHour: number | null;
            lastReading: {
                value: number;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                seenAt: string;
            } | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            dueAt: string;
            isOverdue: boolean;
            upstreamRefs: string[];
            templateRef: string | null;
            /** @description Its template, while it warns; a person opens the call-out. */
            proposesTemplateRef: string | null;
            adopterCount: number;
            /** @description Since when nobody who was reminded has reported. */
            escalatedAt: string | null;
        };
        /** @description What is read, when it is dangerous, and how often. */
        WatchRule: {
            /** @enum {string} */
            measure: "m" | "cm" | "percent";
            /**
             * @description Whether high or low values are the dangerous ones.
             * @default above
             * @enum {string}
             */
            direction: "above" | "below";
            warnAt: number;
            alarmAt: number;
            valueMin: number;
            valueMax: number;
            /** @description A change beyond it, in an hour, is told as a jump; the reading is kept. */
            jumpPerHour: number;
            /** @default 86400000 */
            everyMs: number;
            /** @default 3600000 */
            risingEveryMs: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
