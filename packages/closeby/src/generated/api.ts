/* Written by `npm run generate` from the contracts of the server; not by hand. */

export interface paths {
    "/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incidents of the organisation, newest first.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["listIncidents"];
        put?: never;
        /**
         * Raise an incident; repeating its control reference changes nothing.
         * @description May be called by: control, dispatcher, supervisor.
         */
        post: operations["raiseIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One incident with its responders and AEDs.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readIncident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every fact of an incident, and its NEMSIS and Utstein times.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every decision, and everyone considered with the reason for or against.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/aeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * AEDs around an incident: open, shut or being fetched, and why.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readAedsAround"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/safety-override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send people although a safety rule forbids it; the reason goes on the timeline.
         * @description May be called by: dispatcher, supervisor.
         */
        post: operations["overrideSafety"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/relocate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a running incident by hand; what control sends later counts more.
         * @description May be called by: dispatcher, supervisor.
         */
        post: operations["relocateIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/add-responders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask so many more people now; the response plan decides who.
         * @description May be called by: dispatcher, supervisor.
         */
        post: operations["addResponders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/stand-down": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stand one person down, or everybody; whoever is with the patient stays.
         * @description May be called by: dispatcher, supervisor.
         */
        post: operations["standDownPeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say something to people of a running incident; it stands in their app.
         * @description May be called by: dispatcher, supervisor.
         */
        post: operations["tellPeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close an incident by hand: everyone still bound is stood down.
         * @description May be called by: dispatcher, supervisor.
         */
        post: operations["closeByHand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/by-ref/{controlRef}/update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change fields of an incident; messages may come in any order.
         * @description May be called by: control, dispatcher, supervisor.
         */
        post: operations["updateIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/by-ref/{controlRef}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close an incident: everyone still bound is stood down.
         * @description May be called by: control, dispatcher, supervisor.
         */
        post: operations["closeIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/by-ref/{controlRef}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an incident that never was; holds also when it comes before its create.
         * @description May be called by: control, dispatcher, supervisor.
         */
        post: operations["cancelIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in a document of another format; repeating it changes nothing.
         * @description May be called by: control, dispatcher, supervisor.
         */
        post: operations["takeDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/kept-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What documents about an incident said that was not understood, the newest first.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readKeptFields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/as/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An incident and what people do for it, as a document of another format.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readIncidentAs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Call-outs of the organisation, newest first.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listCallouts"];
        put?: never;
        /**
         * Ask people inside an area, in batches, until enough have said yes.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        post: operations["openCallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One call-out with its counts.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readCallout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close or cancel a call-out.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        post: operations["endCallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/needs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Raise or lower what is needed; a filled call-out that needs more asks again.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        put: operations["putCalloutNeeds"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every fact of a call-out, oldest first, page by page.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readCalloutTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/considered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everyone considered: asked, or why not.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listCalloutConsidered"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/fairness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How evenly asking and saying yes are spread over the people of a call-out.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readCalloutFairness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/callouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Call-outs near this person, and why they were asked or not.
         * @description May be called by: responder.
         */
        get: operations["listOwnCallouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tasks of a call-out with their teams, newest first.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["listTasks"];
        put?: never;
        /**
         * Add a task; by the same id of the caller it is added once.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["addTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/tasks/{taskId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say anew what is to be done; its team is told.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        put: operations["changeTask"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/tasks/{taskId}/suggestion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who would do for a task, and why, in sentences.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["suggestTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/tasks/{taskId}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Name the whole team of a task; people are told, and are in one open task at a time.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["assignTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/tasks/{taskId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Done, abandoned, done by others; or open again.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["endTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tasks this person is assigned to, with their exact places.
         * @description May be called by: responder.
         */
        get: operations["readOwnTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/tasks/{taskId}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Seen, begun, done, or it cannot be done; done by the leader ends the task.
         * @description May be called by: responder.
         */
        post: operations["progressOwnTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/field-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what was seen, perhaps hours ago; by its id it is kept once.
         * @description May be called by: responder.
         */
        post: operations["sendFieldReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/field-reports/{reportId}/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The photo of an own report or reading; its place, time and camera are taken out.
         * @description May be called by: responder.
         */
        put: operations["putFieldPhoto"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/field-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reports from the field, newest first.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listFieldReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/field-reports/{reportId}/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The photo of a report or a reading of a watch point.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readFieldPhoto"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/field-reports/{reportId}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm, refute, merge into another one, or say that it is dealt with.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["reviewFieldReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Area, exclusions, muster points, tasks and reports as GeoJSON; nobody’s position.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readCalloutMap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/watch-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch points with their newest reading and state, by reference.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listWatchPoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/watch-points/{pointRef}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One watch point with its adopters and newest readings.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readWatchPoint"];
        /**
         * Add a watch point, or change it; its readings stay.
         * @description May be called by: coordinator, supervisor.
         */
        put: operations["putWatchPoint"];
        post?: never;
        /**
         * Remove a watch point with its readings.
         * @description May be called by: coordinator, supervisor.
         */
        delete: operations["removeWatchPoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/watch-points/{pointRef}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Name who keeps an eye on it, or take them off.
         * @description May be called by: coordinator, supervisor.
         */
        post: operations["adoptWatchPoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/watch-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch points this person has adopted, and when they are to be read.
         * @description May be called by: responder.
         */
        get: operations["readOwnWatchPoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/watch-points/{pointRef}/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A reading, perhaps taken hours ago; by its id it is kept once.
         * @description May be called by: responder.
         */
        post: operations["sendWatchReading"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/muster-desks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Desks of a call-out.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["listMusterDesks"];
        put?: never;
        /**
         * A code by which a page checks people in and out, without network too.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["createMusterDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/muster-desks/{deskId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nothing more is taken from a desk: it was lost, or is not needed.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["endMusterDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/desk/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * With the code of a desk: all it needs to work without network, page by page.
         * @description May be called by: anyone.
         */
        post: operations["openDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/desk/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a desk has checked; each event counts once, in whatever order they come.
         * @description May be called by: anyone.
         */
        post: operations["syncDesk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/bookings/{bookingId}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check somebody in or out by hand.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["checkBooking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/headcount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many are expected, on their way, in, out and overdue, by muster point.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readHeadcount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/headcount.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same with names, as a table.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["readHeadcountCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/headcount.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same to be printed, for when the power goes.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["readHeadcountPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who should have checked out and has not, the longest first.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["listOverdue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/overdue/{bookingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody was found, or is being looked for.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["settleOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/arrivals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many come to each muster point, by quarters of an hour.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readArrivals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/stop-coming": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whoever is not there yet turns back; nobody more is asked.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["stopComing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/coming-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * People may come again.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["comingAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent to people of a call-out and how many it reached, newest first.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listMessages"];
        put?: never;
        /**
         * A text to exactly those who are in one of these states at this moment.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/messages/{messageId}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who got one message, by what, and who has seen it.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["listRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/debrief": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people have answered, and who wants to be rung.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["readDebrief"];
        put?: never;
        /**
         * Thanks and three questions to everybody who was there.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["sendDebrief"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Texts to this person that are no alerts, newest first.
         * @description May be called by: responder.
         */
        get: operations["listOwnNotes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notes/{noteId}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * This person has seen it: no SMS follows.
         * @description May be called by: responder.
         */
        post: operations["seeNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/bookings/{bookingId}/badge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a desk scans.
         * @description May be called by: responder.
         */
        get: operations["readOwnBadge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/debriefs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Thanks and questions of the last month to this person, who was there.
         * @description May be called by: responder.
         */
        get: operations["listOwnDebriefs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/bookings/{bookingId}/debrief": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is asked about one call-out.
         * @description May be called by: responder.
         */
        get: operations["readOwnDebrief"];
        put?: never;
        /**
         * How it was; the last answer counts.
         * @description May be called by: responder.
         */
        post: operations["answerDebrief"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pass/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Texts to somebody without an account, by the badge they hold.
         * @description May be called by: anyone.
         */
        post: operations["readNotesByBadge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pass/debrief-questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is asked of somebody without an account; empty while nobody has asked.
         * @description May be called by: anyone.
         */
        post: operations["readDebriefByBadge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pass/debrief": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How it was, of somebody without an account.
         * @description May be called by: anyone.
         */
        post: operations["answerDebriefByBadge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I was asked, what I did, and why I was not chosen; newest first.
         * @description May be called by: responder.
         */
        get: operations["listOwnHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How old the last position is by which I would be found; not where it was.
         * @description May be called by: responder.
         */
        get: operations["readOwnPosition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/after-care": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incidents of the last month that I went to, and whether I said how I am.
         * @description May be called by: responder.
         */
        get: operations["listOwnAfterCare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/after-care/{assignmentId}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How I am after one incident, by the assignment, or by an alert I did not go to.
         * @description May be called by: responder.
         */
        post: operations["answerAfterCare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/after-care/{assignmentId}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * I do not want to be asked about this one.
         * @description May be called by: responder.
         */
        post: operations["skipAfterCare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/after-care": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How people are after incidents, and who waits for a call; newest first.
         * @description May be called by: coordinator, supervisor.
         */
        get: operations["listAfterCare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/after-care/{assignmentId}/call-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take on a call, hand it back, or say that it is done.
         * @description May be called by: coordinator, supervisor.
         */
        post: operations["moveCallBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/after-care/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who calls back whoever wants to talk.
         * @description May be called by: coordinator, supervisor.
         */
        get: operations["readAfterCareContact"];
        /**
         * Name who calls back, as responders read it.
         * @description May be called by: coordinator, supervisor.
         */
        put: operations["putAfterCareContact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What those who were there are told of how it ended.
         * @description May be called by: coordinator, supervisor.
         */
        get: operations["readOutcome"];
        /**
         * Release a short text to those who were there; nothing of who the patient was.
         * @description May be called by: supervisor.
         */
        put: operations["putOutcome"];
        post?: never;
        /**
         * Take the text back: nobody is shown it any more.
         * @description May be called by: supervisor.
         */
        delete: operations["withdrawOutcome"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Groups of the organisation, also those that somebody asks to register.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, read-only.
         */
        get: operations["listGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{groupRef}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One group with its members.
         * @description May be called by: coordinator, supervisor, registrar.
         */
        get: operations["readGroup"];
        /**
         * Register a group, or change it; one that was closed is open again.
         * @description May be called by: coordinator, supervisor, registrar.
         */
        put: operations["putGroup"];
        post?: never;
        /**
         * Close a group; what it holds of call-outs goes back to them.
         * @description May be called by: coordinator, supervisor, registrar.
         */
        delete: operations["removeGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{groupRef}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a group that a responder asked for, who becomes its coordinator, or not.
         * @description May be called by: coordinator, supervisor, registrar.
         */
        post: operations["decideGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/groups/{groupRef}/members/{externalRef}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Make a responder a member of the group, or its coordinator.
         * @description May be called by: coordinator, supervisor, registrar.
         */
        put: operations["putGroupMember"];
        post?: never;
        /**
         * End a membership.
         * @description May be called by: coordinator, supervisor, registrar.
         */
        delete: operations["removeGroupMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/group-asks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which groups were asked for whom, and what they have filled.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listGroupAsks"];
        put?: never;
        /**
         * Ask a group for people of one need; nobody else is asked for them until it answers.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        post: operations["askGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/group-asks/{askId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a group no longer; whom it has put in stays.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        post: operations["withdrawGroupAsk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/aid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What partners were asked for, and how many of theirs come and are there.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readCalloutAid"];
        put?: never;
        /**
         * Have a partner open a call-out of its own; its people and staff decide.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        post: operations["shareCallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Groups one belongs to; coordinators see their people and what is asked of them.
         * @description May be called by: responder.
         */
        get: operations["readOwnGroups"];
        put?: never;
        /**
         * Ask the organisation to register a group whose coordinator one would be.
         * @description May be called by: responder.
         */
        post: operations["requestGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/groups/{groupId}/equipment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * What one’s own group has, by its coordinator.
         * @description May be called by: responder.
         */
        put: operations["putOwnGroupEquipment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/groups/{groupId}/members/{responderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Leave a group, or end a membership as its coordinator.
         * @description May be called by: responder.
         */
        delete: operations["leaveGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/group-asks/{askId}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put in own members, or people by name, as the group’s coordinator; or refuse.
         * @description May be called by: responder.
         */
        post: operations["answerGroupAsk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether people without an account may use the board.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["readBoardSettings"];
        /**
         * Let people without an account use the board from now on, or no longer.
         * @description May be called by: supervisor.
         */
        put: operations["putBoardSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Entries of the board, newest first, without names.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["listBoard"];
        put?: never;
        /**
         * Put up what somebody offers or asks for on the telephone; it is shown at once.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["addBoardEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/{entryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One entry with whom to call back, and its claims.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["readBoardEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/{entryId}/vet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show an entry that somebody has checked, or turn it down, with the reason.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["vetBoardEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/{entryId}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an entry: done, done by others, or closed, with the reason.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["closeBoardEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/{entryId}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring two entries together: one is claimed for the other, and both sides are told.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["claimBoardEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/{entryId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up a claim; what it held is free at once.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["releaseBoardClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/{entryId}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that what was claimed was done.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["endBoardClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board/{entryId}/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Entries of the other side that answer this one, best first, and why.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["readBoardMatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One’s own entries and claims, and a page of what others have put up.
         * @description May be called by: responder.
         */
        get: operations["readOwnBoard"];
        put?: never;
        /**
         * Offer or ask for something; it is shown once somebody has looked at it.
         * @description May be called by: responder.
         */
        post: operations["addOwnBoardEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/board/{entryId}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take on all or part of an entry for some hours; both sides learn whom to call.
         * @description May be called by: responder.
         */
        post: operations["claimAsResponder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/board/{entryId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up what one has claimed; it is free at once.
         * @description May be called by: responder.
         */
        post: operations["releaseOwnClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/board/{entryId}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that what one has claimed is done.
         * @description May be called by: responder.
         */
        post: operations["endOwnClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/board/{entryId}/still": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that one’s own entry is still so, or what became of it.
         * @description May be called by: responder.
         */
        post: operations["confirmOwnEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/board/{entryId}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that an entry is wrong or was done by others; two such words are acted upon.
         * @description May be called by: responder.
         */
        post: operations["reportBoardEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/public-board/{organisation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is offered and asked for, without names, places as coarse squares.
         * @description May be called by: anyone.
         */
        get: operations["readPublicBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/public-board/{organisation}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Offer or ask for something; a code is sent to the address.
         * @description May be called by: anyone.
         */
        post: operations["addPublicEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/public-board/{organisation}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove the address by its code; the entry then waits to be looked at.
         * @description May be called by: anyone.
         */
        post: operations["confirmPublicEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/public-board/{organisation}/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One’s own entry with its claims and whom to call.
         * @description May be called by: anyone.
         */
        post: operations["readByBadge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/public-board/{organisation}/still": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that one’s own entry is still so, or what became of it.
         * @description May be called by: anyone.
         */
        post: operations["confirmByBadge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/public-board/{organisation}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that an entry is wrong or was done by others; two such words are acted upon.
         * @description May be called by: anyone.
         */
        post: operations["reportPublicEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Warnings, the newest first.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listWarnings"];
        put?: never;
        /**
         * Take in CAP 1.1 or 1.2, EDXL-DE, a GeoJSON alert or an Environment Agency warning.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        post: operations["takeWarning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warnings/{warningId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One warning with its area, its words and what came of it.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readWarning"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warnings/{warningId}/as/{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One warning to be passed on: CAP 1.2, by itself or in an envelope of EDXL-DE 1.0.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readWarningAs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warnings/{warningId}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a warning aside: it needs no call-out.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        post: operations["dismissWarning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warnings/{warningId}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A call-out drafted from a warning by a template; nobody is asked by it.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        get: operations["proposeCallout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warning-feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Feeds that are read, and which of them fail.
         * @description May be called by: coordinator, supervisor.
         */
        get: operations["listWarningFeeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warning-feeds/{feedRef}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One feed.
         * @description May be called by: coordinator, supervisor.
         */
        get: operations["readWarningFeed"];
        /**
         * Read warnings from a feed, or read it otherwise.
         * @description May be called by: coordinator, supervisor.
         */
        put: operations["putWarningFeed"];
        post?: never;
        /**
         * Read a feed no more; its warnings stay.
         * @description May be called by: coordinator, supervisor.
         */
        delete: operations["removeWarningFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callout-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Templates of call-outs, by their reference.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listCalloutTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callout-templates/{templateRef}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One template of call-outs.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readCalloutTemplate"];
        /**
         * Put or replace a template; call-outs that came of it stay as they were opened.
         * @description May be called by: coordinator, supervisor.
         */
        put: operations["putCalloutTemplate"];
        post?: never;
        /**
         * Take a template away.
         * @description May be called by: coordinator, supervisor.
         */
        delete: operations["removeCalloutTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The roster: everybody who said yes, in that order.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listBookings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/bookings/{bookingId}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give somebody another need or muster point, or a place from the reserve.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["moveBooking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/bookings/{bookingId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stand somebody down, or note that they did not come; their place is free again.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["endBooking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Call-outs this person has said yes to, that are not over.
         * @description May be called by: responder.
         */
        get: operations["listOwnBookings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/bookings/{bookingId}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * On the way, or not coming after all.
         * @description May be called by: responder.
         */
        post: operations["sendBookingProgress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/equipment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this person has said that they own and could bring.
         * @description May be called by: responder.
         */
        get: operations["readOwnEquipment"];
        /**
         * What this person owns and could bring.
         * @description May be called by: responder.
         */
        put: operations["setOwnEquipment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/passes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Passes of a call-out, newest first, without their codes.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["listPasses"];
        put?: never;
        /**
         * A link by which people without an account may join until it runs out.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["givePass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/passes/{passId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nobody more comes by it; whoever has joined stays.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["revokePass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pass/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a pass lets somebody join; needs no account.
         * @description May be called by: anyone.
         */
        post: operations["readPass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pass/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say yes without an account; the badge is shown at the muster point.
         * @description May be called by: anyone.
         */
        post: operations["joinByPass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pass/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How the booking of a badge stands; needs no account.
         * @description May be called by: anyone.
         */
        post: operations["readPassStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pass/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Not coming after all; needs no account.
         * @description May be called by: anyone.
         */
        post: operations["leaveByPass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Who would be asked, why not the others, and what it would cost; nothing is sent.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        post: operations["previewCallout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/area": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the area or what is excluded; people on the way into danger are held.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        put: operations["changeCalloutArea"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Areas that the organisation keeps, by reference, without their outlines.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["listAreas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas/{areaRef}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One stored area with its outline.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readArea"];
        /**
         * Put or replace a stored area; call-outs that are open keep theirs.
         * @description May be called by: coordinator, supervisor.
         */
        put: operations["putArea"];
        post?: never;
        /**
         * Forget a stored area.
         * @description May be called by: coordinator, supervisor.
         */
        delete: operations["removeArea"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Areas from a GeoJSON FeatureCollection or the flood areas of the Environment Agency; all that can be read, or nothing in a dry run.
         * @description May be called by: coordinator, supervisor.
         */
        post: operations["importAreas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/message-prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What messages cost, for estimates.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readMessagePrices"];
        /**
         * Say what messages cost.
         * @description May be called by: coordinator, supervisor.
         */
        put: operations["putMessagePrices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every delivery of an incident, who was reached, and who has not confirmed what.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/callouts/{calloutId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every delivery of a call-out, and who was reached.
         * @description May be called by: control, dispatcher, coordinator, supervisor, read-only.
         */
        get: operations["readCalloutLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Work that failed again and again and was set aside, newest first.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["listSetAside"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quarantine/{setAsideId}/put-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try once more what was set aside, as if it had never failed.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["putBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people wrote back, newest first; `open` ones wait for a human.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        get: operations["listReplies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/replies/{replyId}/handle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that an open reply has been dealt with.
         * @description May be called by: dispatcher, coordinator, supervisor.
         */
        post: operations["handleReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/response-plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All versions of all response plans, newest version of each name first.
         * @description May be called by: control, dispatcher, supervisor, registrar, auditor, read-only.
         */
        get: operations["listPlans"];
        put?: never;
        /**
         * Draft the next version of a response plan; it decides nothing until it is activated.
         * @description May be called by: supervisor, registrar.
         */
        post: operations["draftPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/response-plans/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Policies to start from, with the source of each number.
         * @description May be called by: control, dispatcher, supervisor, registrar, auditor, read-only.
         */
        get: operations["listPresets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/response-plans/shadow-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a draft would have decided on past incidents; nothing is stored or sent.
         * @description May be called by: control, dispatcher, supervisor, registrar, auditor, read-only.
         */
        post: operations["shadowRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/response-plans/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All versions of one response plan, newest first.
         * @description May be called by: control, dispatcher, supervisor, registrar, auditor, read-only.
         */
        get: operations["readPlanVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/response-plans/{name}/versions/{version}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide by this draft from now on; the version before it is retired.
         * @description May be called by: supervisor, registrar.
         */
        post: operations["activatePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/response-plans/{name}/versions/{version}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide by this version no more; incidents raised under it keep it.
         * @description May be called by: supervisor, registrar.
         */
        post: operations["retirePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/danger-areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Flagged addresses and dangerous areas.
         * @description May be called by: control, dispatcher, supervisor, registrar, auditor, read-only.
         */
        get: operations["listDangerAreas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/danger-areas/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One dangerous area.
         * @description May be called by: control, dispatcher, supervisor, registrar, auditor, read-only.
         */
        get: operations["readDangerArea"];
        /**
         * Put or replace a dangerous area; it counts from the next decision.
         * @description May be called by: supervisor, registrar.
         */
        put: operations["putDangerArea"];
        post?: never;
        /**
         * Forget a dangerous area.
         * @description May be called by: supervisor, registrar.
         */
        delete: operations["removeDangerArea"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/control-mappings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The foreign formats that the organisation has described.
         * @description May be called by: control, dispatcher, supervisor, registrar, auditor, read-only.
         */
        get: operations["listControlMappings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/control-mappings/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of them.
         * @description May be called by: control, dispatcher, supervisor, registrar, auditor, read-only.
         */
        get: operations["readControlMapping"];
        /**
         * Describe a foreign format: paths, code tables, formats of moments, and what goes out.
         * @description May be called by: supervisor, registrar.
         */
        put: operations["putControlMapping"];
        post?: never;
        /**
         * Forget a foreign format; documents that name it are refused from then on.
         * @description May be called by: supervisor, registrar.
         */
        delete: operations["removeControlMapping"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/control-mappings/{name}/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a document would raise or change, and what of it would be kept; nothing is done.
         * @description May be called by: control, dispatcher, supervisor, registrar, auditor, read-only.
         */
        post: operations["tryControlMapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every text that is sent, with how it would arrive.
         * @description May be called by: dispatcher, coordinator, supervisor, registrar.
         */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/templates/{kind}/{channel}/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put words of the organisation's own in place of Closeby's.
         * @description May be called by: supervisor, registrar.
         */
        put: operations["putTemplate"];
        post?: never;
        /**
         * Go back to Closeby's words.
         * @description May be called by: supervisor, registrar.
         */
        delete: operations["removeTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/{responder}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One responder with credentials.
         * @description May be called by: supervisor, registrar.
         */
        get: operations["readResponder"];
        /**
         * Put a responder with credentials under the organisation's own reference.
         * @description May be called by: registrar.
         */
        put: operations["putResponder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Responders of the organisation by reference; narrowed down, a page may hold fewer than were asked for although more follow.
         * @description May be called by: supervisor, registrar.
         */
        get: operations["listResponders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/{responder}/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a one-time code that signs in one phone of this responder.
         * @description May be called by: registrar.
         */
        post: operations["enrolResponder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/{responder}/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A responder's registered places.
         * @description May be called by: registrar.
         */
        get: operations["readPlaces"];
        /**
         * Where a responder usually is, and when; an empty list forgets it.
         * @description May be called by: registrar.
         */
        put: operations["putPlaces"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credentials/{credentialId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify, refuse or revoke a credential; counts from this moment.
         * @description May be called by: registrar.
         */
        post: operations["moveCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aeds/{externalRef}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put an AED under the organisation's own reference.
         * @description May be called by: registrar.
         */
        put: operations["putAed"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aeds/{externalRef}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that an AED is available, out of service or retired.
         * @description May be called by: registrar.
         */
        post: operations["moveAed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * AEDs around a place, nearest first.
         * @description May be called by: control, dispatcher, supervisor, registrar, read-only.
         */
        get: operations["listAeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/{responder}/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change what is kept of a responder, or disable and enable them with a reason.
         * @description May be called by: registrar.
         */
        post: operations["changeResponder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/{responder}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who looked at a responder and who changed what, newest first, out of the audit.
         * @description May be called by: supervisor, registrar.
         */
        get: operations["readResponderHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aed-register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The register of AEDs by reference, with what is missing and what was reported.
         * @description May be called by: registrar.
         */
        get: operations["readAedRegister"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opening-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether opening hours are understood, and when they next change; nothing is kept.
         * @description May be called by: registrar.
         */
        post: operations["readHours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/aeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * AEDs from a file: first a dry run, then exactly what it showed, or nothing.
         * @description May be called by: registrar.
         */
        post: operations["importAeds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * People from CSV: first a dry run, then exactly what it showed, or nothing.
         * @description May be called by: registrar.
         */
        post: operations["importPeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/readiness/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hour by hour of the week: who is expected, and how near help was in the past.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, read-only.
         */
        get: operations["readReadinessHours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures of the service by month, without people or places.
         * @description May be called by: supervisor, registrar, auditor.
         */
        get: operations["readServiceReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the organisation is called, whose clocks it goes by, and where it works.
         * @description May be called by: supervisor, registrar, auditor.
         */
        get: operations["readProfile"];
        /**
         * Change that, from now on.
         * @description May be called by: supervisor.
         */
        put: operations["putProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the organisation's audit is as it was written.
         * @description May be called by: supervisor, auditor.
         */
        get: operations["checkAuditChain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aed-feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Registers of AEDs that are read by themselves, and what came of the last reading.
         * @description May be called by: registrar.
         */
        get: operations["listAedFeeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aed-feeds/{feedRef}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One feed.
         * @description May be called by: registrar.
         */
        get: operations["readAedFeed"];
        /**
         * Read a register of AEDs from an address, or read it otherwise.
         * @description May be called by: registrar.
         */
        put: operations["putAedFeed"];
        post?: never;
        /**
         * Read a feed no more; its AEDs stay.
         * @description May be called by: registrar.
         */
        delete: operations["removeAedFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aed-feeds/{feedRef}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a feed at once, even if it is the same as before.
         * @description May be called by: registrar.
         */
        post: operations["readAedFeedNow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How likely two trained people and an AED reach each square within six minutes.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, read-only.
         */
        get: operations["readCoverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coverage/improvements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where one more AED, or ten more responders, would help most.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, read-only.
         */
        get: operations["readCoverageImprovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coverage/threshold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Below what coverage of which hours a coordinator is warned, and what was found.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, read-only.
         */
        get: operations["readCoverageThreshold"];
        /**
         * Warn coordinators before hours that are covered too thinly, once a day.
         * @description May be called by: coordinator, supervisor.
         */
        put: operations["putCoverageThreshold"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This person's own credentials, and whom they may be sent to by them.
         * @description May be called by: responder.
         */
        get: operations["readOwnCredentials"];
        put?: never;
        /**
         * Add a credential; it waits for a review and counts for nothing until then.
         * @description May be called by: responder.
         */
        post: operations["addOwnCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/credentials/{credentialId}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The proof of a credential that waits: a JPEG or PNG picture or a PDF, as it is.
         * @description May be called by: responder.
         */
        put: operations["putProof"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Credentials by status, the longest waiting first.
         * @description May be called by: registrar.
         */
        get: operations["listCredentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credentials/ending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Credentials that end within 30 days, and which reminders went out.
         * @description May be called by: registrar.
         */
        get: operations["listEndingCredentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credentials/{credentialId}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The proof as it was uploaded, as an attachment only.
         * @description May be called by: registrar.
         */
        get: operations["readProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credentials/{credentialId}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify or refuse a credential that waits; never one of your own.
         * @description May be called by: registrar.
         */
        post: operations["reviewCredential"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What to show as a QR code to a crew that asks who this is.
         * @description May be called by: responder.
         */
        get: operations["readOwnIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who stands there, by the code they show; needs no account.
         * @description May be called by: anyone.
         */
        get: operations["checkIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade an enrolment code for a token of this phone.
         * @description May be called by: anyone.
         */
        post: operations["signInDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The responder of this phone.
         * @description May be called by: responder.
         */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/duty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Go on or off duty.
         * @description May be called by: responder.
         */
        put: operations["setDuty"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/fixes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One measured position or a batch; each refused one is named in the answer.
         * @description May be called by: responder.
         */
        post: operations["sendFixes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Numbered messages after a number, oldest first.
         * @description May be called by: responder.
         */
        get: operations["readFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open alerts and assignments.
         * @description May be called by: responder.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An alert was delivered to, or seen on, this phone.
         * @description May be called by: responder.
         */
        post: operations["sendReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept or decline an alert.
         * @description May be called by: responder.
         */
        post: operations["sendAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A step on the way: en route, on scene, with patient, cleared, withdrawn.
         * @description May be called by: responder.
         */
        post: operations["sendProgress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assignments/{assignmentId}/aed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The AED of the order is in hand, not there, locked away or flat; re-routes at once.
         * @description May be called by: responder.
         */
        post: operations["reportAed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/travel-mode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * How this person travels to incidents.
         * @description May be called by: responder.
         */
        put: operations["setTravelMode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This person's own registered places.
         * @description May be called by: responder.
         */
        get: operations["readOwnPlaces"];
        /**
         * Where this person usually is, and when; an empty list forgets it.
         * @description May be called by: responder.
         */
        put: operations["putOwnPlaces"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When and how this person is reached, and whether the phone would ring.
         * @description May be called by: responder.
         */
        get: operations["readOwnReach"];
        /**
         * Schedule, quiet hours, mute, declined channels, language, telephone and e-mail.
         * @description May be called by: responder.
         */
        put: operations["setOwnReach"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/push-address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Where pushes to this phone go, and whether it may show them.
         * @description May be called by: responder.
         */
        put: operations["setPushAddress"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/web-push-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a browser needs to ask its push service for a subscription.
         * @description May be called by: responder.
         */
        get: operations["readWebPushKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/device": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End the sign-in of this phone; with the last phone its person goes off duty.
         * @description May be called by: responder.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/{responder}/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * When and how a responder is reached.
         * @description May be called by: registrar.
         */
        put: operations["setReach"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/readiness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whose phone would ring and whose would not, and why.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, read-only.
         */
        get: operations["readReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register oneself where the organisation allows it; a code is sent to the address.
         * @description May be called by: anyone.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/registrations/{registrationId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade the code for a signed-in phone; nobody is alerted before a credential is verified.
         * @description May be called by: anyone.
         */
        post: operations["confirmRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/{responder}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a one-time code that signs in one phone to the address on record.
         * @description May be called by: registrar.
         */
        post: operations["inviteResponder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new token for this phone. The old one is good until the new one was used; whoever comes with it after that ends the sign-in.
         * @description May be called by: responder.
         */
        post: operations["renewOwnToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The phones this person is signed in with.
         * @description May be called by: responder.
         */
        get: operations["listOwnDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/devices/{deviceId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the sign-in of one of them.
         * @description May be called by: responder.
         */
        post: operations["endOwnDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a code to an address of one’s own; it is used once the code came back.
         * @description May be called by: responder.
         */
        post: operations["addContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/contacts/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove the newest address that a code was sent to.
         * @description May be called by: responder.
         */
        post: operations["confirmContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/push-proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the challenge of a push of kind `push-proof`: its address is this phone’s.
         * @description May be called by: responder.
         */
        post: operations["provePushAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settings of the organisation.
         * @description May be called by: supervisor.
         */
        get: operations["readOrganisation"];
        /**
         * Whether people may register themselves, and the number of control.
         * @description May be called by: supervisor.
         */
        put: operations["putOrganisation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Drills of the organisation, newest first.
         * @description May be called by: dispatcher, coordinator, supervisor, registrar.
         */
        get: operations["listDrills"];
        put?: never;
        /**
         * Ring phones for practice, now or later, once or every so many days.
         * @description May be called by: dispatcher, coordinator, supervisor, registrar.
         */
        post: operations["planDrill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drills/{drillId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One drill with its score and everybody who was called.
         * @description May be called by: dispatcher, coordinator, supervisor, registrar.
         */
        get: operations["readDrill"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/drills/{drillId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call a drill off; phones that still ring for it are told.
         * @description May be called by: dispatcher, coordinator, supervisor, registrar.
         */
        post: operations["cancelDrill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/test-alarm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ring one’s own phones for practice, by the ways of an alert.
         * @description May be called by: responder.
         */
        post: operations["ringTestAlarm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/test-alarm/{testId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether one’s own test alarm rang, by which ways and how soon.
         * @description May be called by: responder.
         */
        get: operations["readTestAlarm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is kept about me, and who has looked at it.
         * @description May be called by: responder.
         */
        get: operations["exportMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase me; not while I am bound to an incident.
         * @description May be called by: responder.
         */
        post: operations["eraseMe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/{responder}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is kept about a person, to answer their request.
         * @description May be called by: supervisor, registrar, auditor.
         */
        get: operations["exportPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responders/{responder}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a person; not while they are bound to an incident.
         * @description May be called by: registrar.
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is kept for how long, and what last went.
         * @description May be called by: supervisor, auditor.
         */
        get: operations["readRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who looked at what and did what, newest first; this search is an entry as well.
         * @description May be called by: supervisor, auditor.
         */
        get: operations["searchAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits, or waited, for a second person, newest first; all of it for whoever may approve, for others what they asked for.
         * @description May be called by: control, dispatcher, coordinator, supervisor.
         */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{approvalId}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or refuse, as a second person; approving carries it out.
         * @description May be called by: coordinator, supervisor.
         */
        post: operations["decideApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incidents of a time in bulk, without people, addresses or exact places.
         * @description May be called by: supervisor, registrar, auditor.
         */
        get: operations["exportIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The evidence of a time: figures, or the rows behind them, in the Utstein style.
         * @description May be called by: supervisor, registrar, auditor.
         */
        get: operations["readEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One part of the same as a table.
         * @description May be called by: supervisor, registrar, auditor.
         */
        get: operations["readEvidenceCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as a report with charts, to be read and printed.
         * @description May be called by: supervisor, registrar, auditor.
         */
        get: operations["readEvidencePage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/debrief-pack.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of one incident to be talked through: who was asked, why, and what happened.
         * @description May be called by: supervisor.
         */
        get: operations["readDebriefPack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aid-agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Agreements with other organisations, newest first.
         * @description May be called by: control, dispatcher, supervisor.
         */
        get: operations["listAidAgreements"];
        put?: never;
        /**
         * Propose an agreement; it holds once a supervisor of the other accepts it.
         * @description May be called by: supervisor.
         */
        post: operations["proposeAid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aid-agreements/{agreementId}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept what the other organisation proposed.
         * @description May be called by: supervisor.
         */
        post: operations["acceptAid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aid-agreements/{agreementId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an agreement, or turn a proposal down, for both sides at once.
         * @description May be called by: supervisor.
         */
        post: operations["endAid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/aid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Help that was asked for: its status, and how many were alerted, come and are there.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readAid"];
        put?: never;
        /**
         * Have the partner raise a linked incident; its own plan, people and staff decide.
         * @description May be called by: control, dispatcher, supervisor.
         */
        post: operations["askAid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/providers/{provider}/callbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reports and replies of an SMS and voice provider, signed in its own way.
         * @description May be called by: anyone.
         */
        post: operations["takeProviderCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * OAuth 2.0 client credentials, as a form: a key becomes a token of ten minutes.
         * @description May be called by: anyone.
         */
        post: operations["issueToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys of the systems of the organisation, newest first.
         * @description May be called by: supervisor.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key; its secret is shown this once.
         * @description May be called by: supervisor.
         */
        post: operations["addKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change what a key is called and what must come with it.
         * @description May be called by: supervisor.
         */
        put: operations["putKey"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a key and its tokens for good, within two seconds.
         * @description May be called by: supervisor.
         */
        post: operations["revokeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/signing-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a signing secret beside the one in use; shown this once.
         * @description May be called by: supervisor.
         */
        post: operations["addSigningSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{keyId}/signing-secrets/{secretId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget a signing secret that is no longer in use.
         * @description May be called by: supervisor.
         */
        delete: operations["removeSigningSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened since, as CloudEvents, for those who cannot be sent anything.
         * @description May be called by: control, supervisor.
         */
        get: operations["readEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Addresses that events are sent to.
         * @description May be called by: supervisor.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Send events to an address from now on, signed as Standard Webhooks says.
         * @description May be called by: supervisor.
         */
        post: operations["addWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change an address and what is sent to it; take up one again that had failed.
         * @description May be called by: supervisor.
         */
        put: operations["putWebhook"];
        post?: never;
        /**
         * Send an address nothing more, and forget what was not delivered to it.
         * @description May be called by: supervisor.
         */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new secret; for one hour messages are signed with the old one too.
         * @description May be called by: supervisor.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one signed test event now, once, and say what came back.
         * @description May be called by: supervisor.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dead letters: events that an address did not take, newest first.
         * @description May be called by: supervisor.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{deliveryId}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one dead letter again, by the whole schedule.
         * @description May be called by: supervisor.
         */
        post: operations["resendWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhookId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send everything again that an address did not take since a moment.
         * @description May be called by: supervisor.
         */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/report-card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who gets the figures of each week by e-mail, and which week was sent last.
         * @description May be called by: supervisor.
         */
        get: operations["readReportCard"];
        /**
         * Name who gets the figures of each week by e-mail.
         * @description May be called by: supervisor.
         */
        put: operations["putReportCard"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/ways": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How staff of an organisation sign in.
         * @description May be called by: anyone.
         */
        get: operations["readSignInWays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/oidc/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Send the browser to the OpenID Connect provider of the organisation.
         * @description May be called by: anyone.
         */
        get: operations["startOidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the provider sends the browser back to.
         * @description May be called by: anyone.
         */
        get: operations["finishOidc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/local": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by password and code.
         * @description May be called by: anyone.
         */
        post: operations["signInLocally"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/first": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade an invitation and a new password for the secret of an authenticator.
         * @description May be called by: anyone.
         */
        post: operations["beginAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/first/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show by a first code that the authenticator has the secret, and sign in.
         * @description May be called by: anyone.
         */
        post: operations["confirmAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Trade the refresh token for the next one and an access token. One that was traded before ends the session; within five seconds it is answered changed-meanwhile: another tab was first, ask again.
         * @description May be called by: anyone.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out: end the session of the cookie.
         * @description May be called by: anyone.
         */
        post: operations["endSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whoever is signed in, or the key that asks.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, auditor, read-only.
         */
        get: operations["readOwnAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Own sign-ins of the last days, newest first, with how each one ended.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, auditor, read-only.
         */
        get: operations["listOwnSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/sessions/{sessionId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End one of the own sessions; its sockets close within two seconds.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, auditor, read-only.
         */
        post: operations["endOwnSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts of staff, by name.
         * @description May be called by: supervisor.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Make an account; its person signs in by OpenID Connect, or is invited.
         * @description May be called by: supervisor.
         */
        post: operations["addAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Name, role, and whether it may sign in; sockets follow within two seconds.
         * @description May be called by: supervisor.
         */
        put: operations["changeAccount"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{accountId}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link by which its person sets password and authenticator, anew if need be.
         * @description May be called by: supervisor.
         */
        post: operations["inviteAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{accountId}/end-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End all sessions of an account.
         * @description May be called by: supervisor.
         */
        post: operations["endAccountSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map/style": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What lies under the map of the pages.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, auditor, read-only, responder.
         */
        get: operations["readMapStyle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map/tiles/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One square of the map as a vector tile; empty where there is nothing.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, auditor, read-only, responder.
         */
        get: operations["readMapTile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map/cover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where responders are available, counted by squares of 300 m.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readCover"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map/aeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * AEDs in a box and whether they are open now.
         * @description May be called by: control, dispatcher, supervisor, registrar, read-only.
         */
        get: operations["readAedsOnMap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What place a text names: degrees, a Plus Code, or a reference of a national grid.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, auditor, read-only, responder.
         */
        get: operations["readTypedPlace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places/near": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where short Plus Codes are looked for: the organisation's area as a circle.
         * @description May be called by: control, dispatcher, coordinator, supervisor, registrar, auditor, read-only, responder.
         */
        get: operations["readPlacesNear"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/incidents.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The export of incidents as GeoJSON.
         * @description May be called by: supervisor, registrar, auditor.
         */
        get: operations["exportIncidentFeatures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aeds.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * AEDs that are not retired as GeoJSON, with the tags of OpenStreetMap.
         * @description May be called by: control, dispatcher, supervisor, registrar, read-only.
         */
        get: operations["readAedFeatures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map/cover.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where responders are available now as GeoJSON, counted by squares of 300 m.
         * @description May be called by: control, dispatcher, supervisor, read-only.
         */
        get: operations["readCoverFeatures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The process answers.
         * @description May be called by: anyone.
         */
        get: operations["readLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The process can take requests: its database answers, its date is right, it does not end.
         * @description May be called by: anyone.
         */
        get: operations["readReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus.
         * @description May be called by: anyone.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document as a page.
         * @description May be called by: anyone.
         */
        get: operations["readDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document.
         * @description May be called by: anyone.
         */
        get: operations["readOpenapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What goes over the sockets as a page.
         * @description May be called by: anyone.
         */
        get: operations["readLiveDocs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/asyncapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What goes over the sockets.
         * @description May be called by: anyone.
         */
        get: operations["readAsyncapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        RaiseIncident: {
            /** @description Compulsory for a control system; staff without control's get one. */
            controlRef?: string;
            /** @description Why staff raise it by hand; compulsory for them, not read from control. */
            reason?: string;
            /** @description Control's version of this incident; messages may come in any order. */
            version?: number;
            /**
             * Format: date-time
             * @description Used as the order without a version.
             */
            sentAt?: string;
            kind: components["schemas"]["IncidentKind"];
            /** @enum {string} */
            priority: "life-threatening" | "urgent" | "routine";
            place: components["schemas"]["Point"];
            placeAccuracyM?: number | null;
            address?: string | null;
            notesForResponders?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            calledAt: string;
            ambulanceEtaAt?: string | null;
            /** @description Control's own code of the complaint, e.g. 09E01. */
            determinantCode?: string | null;
            /** @description What may hurt whoever comes; none where left out. */
            hazards?: ("violence" | "fire" | "hazardous-material" | "traffic" | "water" | "electricity" | "infection")[];
            patientAgeYears?: number | null;
            /**
             * @description Where the patient is; `unknown` where left out.
             * @enum {string}
             */
            setting?: "public-place" | "home" | "care-home-with-staff" | "unknown";
            /**
             * @description Exercises and tests reach test phones only.
             * @default actual
             * @enum {string}
             */
            mode?: "actual" | "exercise" | "test";
            policyName?: string | null;
            /**
             * @description Insist on a place outside the organisation’s area; accepted with a warning.
             * @default false
             */
            acceptOutsideArea?: boolean;
            /** @default [] */
            excludedResponderRefs?: string[];
        };
        /** @enum {string} */
        IncidentKind: "cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical";
        /** @description GeoJSON Point: [longitude, latitude], WGS 84. */
        Point: {
            /** @constant */
            type: "Point";
            coordinates: [
                number,
                number
            ];
        };
        /** @description People are sent although a safety rule forbids it. */
        OverrideSafety: {
            reason: string;
        };
        RelocateIncident: {
            /**
             * Format: uuid
             * @description Made by whoever does it; the same id again changes nothing.
             */
            deedId: string;
            /** @description Why; it stands on the timeline, and no responder is shown it. */
            reason: string;
            place?: components["schemas"]["Point"];
            placeAccuracyM?: number | null;
            /** @description With a place and without an address, the old address goes. */
            address?: string | null;
            acceptOutsideArea?: boolean;
            /** @description Where the incident was shown; refused where it has moved since. */
            seenPlace?: components["schemas"]["Point"];
        };
        AddResponders: {
            /**
             * Format: uuid
             * @description Made by whoever does it; the same id again changes nothing.
             */
            deedId: string;
            /** @description Why; it stands on the timeline, and no responder is shown it. */
            reason: string;
            count: number;
        };
        StandDownPeople: {
            /**
             * Format: uuid
             * @description Made by whoever does it; the same id again changes nothing.
             */
            deedId: string;
            /** @description Why; it stands on the timeline, and no responder is shown it. */
            reason: string;
            /** @description Null for everybody. */
            responderId: string | null;
        };
        TellPeople: {
            /**
             * Format: uuid
             * @description Made by whoever does it; the same id again changes nothing.
             */
            deedId: string;
            to: ("all" | "accepted") | {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                responderId: string;
            };
            /** @description Whoever has not accepted reads it too, where it is for all: no address in it. */
            text: string;
        };
        CloseByHand: {
            /**
             * Format: uuid
             * @description Made by whoever does it; the same id again changes nothing.
             */
            deedId: string;
            /** @description Why; it stands on the timeline, and no responder is shown it. */
            reason: string;
        };
        UpdateIncident: {
            /** @description Control's version of this incident; messages may come in any order. */
            version?: number;
            /**
             * Format: date-time
             * @description Used as the order without a version.
             */
            sentAt?: string;
            kind?: components["schemas"]["IncidentKind"];
            /** @enum {string} */
            priority?: "life-threatening" | "urgent" | "routine";
            place?: components["schemas"]["Point"];
            placeAccuracyM?: number | null;
            address?: string | null;
            notesForResponders?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            calledAt?: string;
            ambulanceEtaAt?: string | null;
            /** @description Control's own code of the complaint, e.g. 09E01. */
            determinantCode?: string | null;
            /** @description What may hurt whoever comes; none where left out. */
            hazards?: ("violence" | "fire" | "hazardous-material" | "traffic" | "water" | "electricity" | "infection")[];
            patientAgeYears?: number | null;
            /**
             * @description Where the patient is; `unknown` where left out.
             * @enum {string}
             */
            setting?: "public-place" | "home" | "care-home-with-staff" | "unknown";
            acceptOutsideArea?: boolean;
            excludedResponderRefs?: string[];
        };
        EndIncident: {
            /** @description Control's version of this incident; messages may come in any order. */
            version?: number;
            /**
             * Format: date-time
             * @description Used as the order without a version.
             */
            sentAt?: string;
            reason?: string | null;
        };
        /** @enum {string} */
        ControlFormat: "eido" | "emsi" | "ucri" | "mapped";
        OpenCallout: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            /**
             * @default actual
             * @enum {string}
             */
            mode?: "actual" | "exercise" | "test";
            title: string;
            briefing: components["schemas"]["Briefing"];
            area: components["schemas"]["WireArea"];
            /**
             * @description Nobody in it is asked, and nobody goes there: flood water, a cordon.
             * @default null
             */
            exclusions?: components["schemas"]["WireArea"] | null;
            /**
             * @default {
             *       "now": true,
             *       "entering": true,
             *       "living": false
             *     }
             */
            presence?: components["schemas"]["Presence"];
            window: components["schemas"]["CalloutWindow"];
            /** @default [] */
            shifts?: components["schemas"]["Shift"][];
            needs: components["schemas"]["CalloutNeed"][];
            musterPoints: components["schemas"]["MusterPoint"][];
            /** @default {} */
            policy?: components["schemas"]["CalloutPolicy"];
            /** @description Compulsory for a large call-out, which waits for a second person. */
            reason?: string;
        };
        /** @description What people must know; none of it may be empty. */
        Briefing: {
            event: string;
            task: string;
            contact: string;
            bring: string;
            risks: string;
        };
        /** @description GeoJSON Polygon or MultiPolygon, a circle, or a stored area. WGS 84. */
        WireArea: {
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
        } | {
            /** @constant */
            type: "Circle";
            /** @description [longitude, latitude] */
            centre: [
                number,
                number
            ];
            radiusM: number;
        } | {
            /** @constant */
            type: "Stored";
            /** @description The caller's own reference; repeating it never creates a second one. */
            areaRef: string;
        };
        /** @description Who counts as being in the area. */
        Presence: {
            now: boolean;
            entering: boolean;
            living: boolean;
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
        CalloutNeed: {
            needKey: string;
            label: string;
            /** @default 0 */
            minimumCount?: number;
            wantedCount: number;
            /** @default [] */
            credentialKinds?: ("cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling")[];
            /** @default {} */
            equipment?: components["schemas"]["Pieces"];
            /** @default null */
            shiftKey?: string | null;
        };
        /** @description Pieces of equipment by kind. */
        Pieces: {
            [key: string]: number;
        };
        MusterPoint: {
            musterKey: string;
            name: string;
            place: components["schemas"]["Point"];
            /** @default null */
            quotaCount?: number | null;
            routeNote: string;
            parkingNote: string;
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
            waves?: components["schemas"]["CalloutWave"][];
            /**
             * @default nearest
             * @enum {string}
             */
            order?: "nearest" | "rotation" | "all-at-once";
            /** @default 180000 */
            intervalMs?: number;
            /** @default 500 */
            batchMax?: number;
            /** @default 0.35 */
            acceptShare?: number;
            /** @default 0.9 */
            confidence?: number;
            /** @default 0.05 */
            overshootShareMax?: number;
            /** @default 7200000 */
            alertTtlMs?: number;
            /** @default 3600000 */
            fixStaleAfterMs?: number;
        };
        CalloutWave: {
            label: string;
            /** @default [] */
            credentialKinds?: ("cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling")[];
            /** @default [] */
            equipment?: ("boat" | "aed" | "first-aid-kit" | "vehicle" | "four-by-four" | "trailer" | "tractor" | "pump" | "generator" | "ropes" | "chainsaw")[];
            /** @default [] */
            groupIds?: string[];
            /** @default null */
            distanceMaxM?: number | null;
        };
        EndCallout: {
            /** @enum {string} */
            outcome: "closed" | "cancelled";
        };
        PutCalloutNeeds: {
            needs: components["schemas"]["CalloutNeed"][];
            /** @description Left as it is where not given. */
            policy?: components["schemas"]["CalloutPolicy"];
            reason: string;
        };
        AddFieldTask: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            taskId?: string;
            title: string;
            where: components["schemas"]["FieldTaskWhere"];
            whereNote?: string | null;
            /** @default null */
            needKey?: string | null;
            /** @default 1 */
            wantedCount?: number;
            /** @default {} */
            equipment?: components["schemas"]["Pieces"];
            riskNote?: string | null;
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "urgent" | "high" | "normal" | "low";
            /** @default null */
            until?: string | null;
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
        ChangeFieldTask: {
            title: string;
            where: components["schemas"]["FieldTaskWhere"];
            whereNote?: string | null;
            /** @default null */
            needKey?: string | null;
            /** @default 1 */
            wantedCount?: number;
            /** @default {} */
            equipment?: components["schemas"]["Pieces"];
            riskNote?: string | null;
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "urgent" | "high" | "normal" | "low";
            /** @default null */
            until?: string | null;
        };
        AssignFieldTask: {
            bookingIds: string[];
            /**
             * @description Who leads; else who led before and stays, else the first.
             * @default null
             */
            leaderBookingId?: string | null;
        };
        EndFieldTask: {
            /** @enum {string} */
            outcome: "done" | "abandoned" | "done-by-others" | "reopened";
            note?: string | null;
        };
        FieldTaskProgress: {
            /** @enum {string} */
            step: "seen" | "under-way" | "done" | "cannot";
            note?: string | null;
        };
        SendFieldReport: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            reportId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            calloutId: string;
            facts: components["schemas"]["FieldReportFacts"];
            place: components["schemas"]["Point"];
            text?: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            seenAt: string;
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
            trend?: "rising" | "steady" | "falling" | "unknown";
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
            mobility?: "walks" | "walks-with-help" | "cannot-walk" | "unknown";
        } | {
            /** @constant */
            kind: "flooded";
            /** @default null */
            depthM?: number | null;
        } | {
            /** @enum {string} */
            kind: "road-closed" | "defence-breached" | "all-clear" | "other";
        };
        ReviewFieldReport: {
            /** @enum {string} */
            status: "confirmed" | "refuted" | "merged" | "resolved";
            /** @default null */
            mergedIntoId?: string | null;
            note?: string | null;
        };
        PutWatchPoint: {
            name: string;
            /** @enum {string} */
            kind: "drain" | "gauge" | "river-bank" | "other";
            place: components["schemas"]["Point"];
            rule: components["schemas"]["WatchRule"];
            /** @default [] */
            upstreamRefs?: string[];
            /**
             * @description The call-out template to think of when it warns.
             * @default null
             */
            templateRef?: string | null;
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
            direction?: "above" | "below";
            warnAt: number;
            alarmAt: number;
            valueMin: number;
            valueMax: number;
            /** @description A change beyond it, in an hour, is told as a jump; the reading is kept. */
            jumpPerHour: number;
            /** @default 86400000 */
            everyMs?: number;
            /** @default 3600000 */
            risingEveryMs?: number;
        };
        AdoptWatchPoint: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            externalRef?: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId?: string;
            /** @default true */
            adopts?: boolean;
        };
        SendWatchReading: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            readingId: string;
            value: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            seenAt: string;
            note?: string | null;
        };
        NewMusterDesk: {
            /**
             * @description The muster point it stands at; left out, the desk is for all of them.
             * @default null
             */
            musterKey?: string | null;
        };
        OpenDesk: {
            /** @description The code a desk was opened with; in the body, never in an address. */
            deskCode: string;
            cursor?: string;
        };
        SyncDesk: {
            /** @description The code a desk was opened with; in the body, never in an address. */
            deskCode: string;
            events: components["schemas"]["DeskEvent"][];
        };
        DeskEvent: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            eventId: string;
            /** @enum {string} */
            kind: "in" | "out";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            badge?: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            bookingId?: string;
            walkIn?: components["schemas"]["WalkIn"];
        };
        /** @description Somebody who is there without having said so before. */
        WalkIn: {
            displayName: string;
            /** @default null */
            phone?: string | null;
            /** @default 1 */
            peopleCount?: number;
            /** @default null */
            passCode?: string | null;
        };
        Check: {
            /** @enum {string} */
            kind: "in" | "out";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at?: string;
        };
        /** @description Found: they are checked out. Not found: who looks for them, and it stays open. */
        OverdueFound: {
            found: boolean;
            note: string;
        };
        MusterReason: {
            reason: string;
        };
        SendMessage: {
            to: components["schemas"]["MessageTo"];
            text: string;
        };
        /** @description Whoever is in one of these states when it is sent. */
        MessageTo: {
            statuses: ("reserve" | "expected" | "en-route" | "held" | "checked-in" | "checked-out" | "withdrawn" | "stood-down" | "no-show")[];
            /** @default null */
            musterKey?: string | null;
            /** @default null */
            needKey?: string | null;
            /** @default null */
            groupId?: string | null;
        };
        SendDebrief: {
            thanks: string;
            /**
             * @default [
             *       "What went well?",
             *       "What should be better next time?",
             *       "Were you well looked after?"
             *     ]
             */
            questions?: string[];
        };
        DebriefAnswer: {
            answers: (string | null)[];
            /** @default null */
            wellbeing?: ("well" | "mixed" | "not-well") | null;
            /**
             * @description Somebody should ring them: they want to talk about it.
             * @default false
             */
            callBack?: boolean;
        };
        BadgeHeld: {
            badge: string;
        };
        DebriefByBadge: {
            answers: (string | null)[];
            /** @default null */
            wellbeing?: ("well" | "mixed" | "not-well") | null;
            /**
             * @description Somebody should ring them: they want to talk about it.
             * @default false
             */
            callBack?: boolean;
            badge: string;
        };
        /** @description All of it may be left out; the last one counts. */
        AfterCareAnswer: {
            /** @default null */
            wellbeing?: ("well" | "mixed" | "not-well") | null;
            /**
             * @description comes-back, brought-back, on-guard, distracted, left-alone, kept-away: each from 0, not at all, to 4, very much.
             * @default null
             * @example [
             *       1,
             *       0,
             *       0,
             *       2,
             *       0,
             *       0
             *     ]
             */
            scale?: number[] | null;
            /** @default false */
            callBack?: boolean;
            text?: string | null;
        };
        /** @description Taken on, handed back, or done. */
        MoveCallBack: {
            /** @enum {string} */
            to: "wanted" | "taken" | "done";
        };
        PutAfterCareContact: {
            contact: string | null;
        };
        /** @description Without anything that says who the patient was. */
        PutOutcome: {
            text: string;
            /** @description The person who decides that it may be told; responders see the name. */
            releasedBy: string;
        };
        PutGroup: {
            name: string;
            /** @enum {string} */
            kind: "community" | "charity" | "company";
            /** @default {} */
            equipment?: components["schemas"]["Pieces"];
            note?: string | null;
        };
        DecideGroup: {
            isApproved: boolean;
            reason: string;
        };
        PutGroupMember: {
            /** @default false */
            coordinator?: boolean;
        };
        AskGroup: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            groupRef: string;
            needKey: string;
            peopleCount: number;
            /** @default {} */
            pieces?: components["schemas"]["Pieces"];
            /**
             * Format: date-time
             * @description Then what is not filled is asked of others.
             */
            answerBy: string;
        };
        ShareCallout: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            agreementId: string;
            /** @description What the partner is asked for; shifts are those of the call-out. */
            needs: components["schemas"]["CalloutNeed"][];
            reason: string;
        };
        GroupEquipment: {
            equipment: components["schemas"]["Pieces"];
        };
        AnswerGroupAsk: {
            /** @default [] */
            members?: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                responderId: string;
                /** @default 1 */
                peopleCount?: number;
                /** @default {} */
                pieces?: components["schemas"]["Pieces"];
            }[];
            /** @default [] */
            others?: {
                displayName: string;
                phone?: string;
                /** @default 1 */
                peopleCount?: number;
                /** @default {} */
                pieces?: components["schemas"]["Pieces"];
            }[];
            /**
             * @description What is missing goes back to the call-out at once; nobody: refused.
             * @default false
             */
            isLast?: boolean;
        };
        /** @description Whether people without an account may use it. */
        BoardSettings: {
            isPublic: boolean;
        };
        BoardEntryMessage: {
            /** @enum {string} */
            side: "offer" | "need";
            /** @enum {string} */
            kind: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
            title: string;
            note?: string | null;
            /** @default 1 */
            quantity?: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description Within 90 days from now.
             */
            until: string;
            /** @description Exact; others see a coarse cell of it. */
            place: components["schemas"]["Point"];
            /**
             * @description How far whoever puts it up comes or brings it; 0: the other side has to.
             * @default 0
             */
            travelMaxM?: number;
            displayName: string;
            phone?: string;
            /** Format: email */
            email?: string;
            /**
             * @default en
             * @enum {string}
             */
            language?: "en" | "fr" | "de";
        };
        VetBoardEntry: {
            isShown: boolean;
            reason: string;
        };
        CloseBoardEntry: {
            /** @enum {string} */
            outcome: "done" | "closed" | "done-by-others";
            reason: string;
        };
        ClaimForBoardEntry: {
            /** @default 1 */
            quantity?: number;
            /**
             * @description Until when it is held; null: as long as the kind is. Six days at most.
             * @default null
             */
            hours?: number | null;
            /**
             * Format: uuid
             * @description Entry of the other side that it is claimed for.
             */
            forEntryId: string;
        };
        OfBoardClaim: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            claimId: string;
        };
        OwnBoardEntryMessage: {
            /** @enum {string} */
            side: "offer" | "need";
            /** @enum {string} */
            kind: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
            title: string;
            note?: string | null;
            /** @default 1 */
            quantity?: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description Within 90 days from now.
             */
            until: string;
            /** @description Exact; others see a coarse cell of it. */
            place: components["schemas"]["Point"];
            /**
             * @description How far whoever puts it up comes or brings it; 0: the other side has to.
             * @default 0
             */
            travelMaxM?: number;
        };
        ClaimBoardEntry: {
            /** @default 1 */
            quantity?: number;
            /**
             * @description Until when it is held; null: as long as the kind is. Six days at most.
             * @default null
             */
            hours?: number | null;
        };
        BoardStillSo: {
            isStillSo: boolean;
            /**
             * @description Where it is no longer so.
             * @default closed
             * @enum {string}
             */
            outcome?: "done" | "closed" | "done-by-others";
        };
        BoardReport: {
            /** @enum {string} */
            kind: "wrong" | "done-by-others";
        };
        PublicBoardEntryMessage: {
            /** @enum {string} */
            side: "offer" | "need";
            /** @enum {string} */
            kind: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
            title: string;
            note?: string | null;
            /** @default 1 */
            quantity?: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description Within 90 days from now.
             */
            until: string;
            /** @description Exact; others see a coarse cell of it. */
            place: components["schemas"]["Point"];
            /**
             * @description How far whoever puts it up comes or brings it; 0: the other side has to.
             * @default 0
             */
            travelMaxM?: number;
            displayName: string;
            phone?: string;
            /** Format: email */
            email?: string;
            /**
             * @default en
             * @enum {string}
             */
            language?: "en" | "fr" | "de";
        };
        ConfirmBoardEntry: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            entryId: string;
            code: string;
        };
        ReadBoardBadge: {
            badge: string;
        };
        PublicBoardStillSo: {
            badge: string;
            isStillSo: boolean;
            /**
             * @description Where it is no longer so.
             * @default closed
             * @enum {string}
             */
            outcome?: "done" | "closed" | "done-by-others";
        };
        PublicBoardReport: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            entryId: string;
            /** @enum {string} */
            kind: "wrong" | "done-by-others";
        };
        DismissWarning: {
            reason: string;
        };
        PutWarningFeed: {
            title: string;
            /** Format: uri */
            url: string;
            /** @enum {string} */
            format: "atom" | "rss" | "json";
            /** @default 300000 */
            everyMs?: number;
            /** @default false */
            paused?: boolean;
        };
        PutCalloutTemplate: {
            title: string;
            briefing: {
                event?: string | null;
                task?: string | null;
                contact?: string | null;
                bring?: string | null;
                risks?: string | null;
            };
            needs: components["schemas"]["CalloutNeed"][];
            /** @default [] */
            musterPoints?: components["schemas"]["MusterPoint"][];
            /** @default {} */
            policy?: components["schemas"]["CalloutPolicy"];
            /**
             * @default {
             *       "now": true,
             *       "entering": true,
             *       "living": false
             *     }
             */
            presence?: components["schemas"]["Presence"];
            /** @default [] */
            shifts?: components["schemas"]["TemplateShift"][];
            /**
             * @description How long the work lasts; null: as long as the warning.
             * @default null
             */
            durationMs?: number | null;
            /**
             * @description After this nothing may be drafted from it: risks and places age.
             * @default null
             */
            validUntil?: string | null;
        };
        /** @description Counted from the beginning of the call-out. */
        TemplateShift: {
            shiftKey: string;
            startsAfterMs: number;
            lengthMs: number;
        };
        MoveBooking: {
            needKey?: string;
            musterKey?: string;
        };
        EndBooking: {
            /** @enum {string} */
            to: "stood-down" | "no-show" | "withdrawn";
            reason: string;
        };
        BookingProgress: {
            /** @enum {string} */
            step: "en-route" | "withdrawn";
            etaAt?: string | null;
        };
        OwnEquipment: {
            equipment: ("boat" | "aed" | "first-aid-kit" | "vehicle" | "four-by-four" | "trailer" | "tractor" | "pump" | "generator" | "ropes" | "chainsaw")[];
        };
        GivePass: {
            /** @description For whom, such as "Rowing club". */
            label: string;
            /** @description People who may come by it, however many come together. */
            usesMax: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validUntil: string;
            /**
             * @description Where they report while it has room; null: where there is room.
             * @default null
             */
            musterKey?: string | null;
        };
        ReadPass: {
            code: string;
        };
        JoinByPass: {
            code: string;
            /**
             * Format: uuid
             * @description A secret that the page makes at random and keeps: sent again after a lost answer it joins nobody twice, and gives the same badge.
             */
            joinId?: string;
            displayName: string;
            /** @default null */
            phone?: string | null;
            /** @default {} */
            conditions?: components["schemas"]["Conditions"];
        };
        Conditions: {
            /** @default null */
            fromAt?: string | null;
            /** @default null */
            untilAt?: string | null;
            /**
             * @description How many come, counting whoever answers.
             * @default 1
             */
            peopleCount?: number;
            /** @default {} */
            pieces?: components["schemas"]["Pieces"];
            note?: string | null;
            /**
             * @description The need they would like; another one of the same time serves where it is full.
             * @default null
             */
            needKey?: string | null;
            /** @default null */
            musterKey?: string | null;
        };
        ChangeCalloutArea: {
            /** @description Left out: as it is. */
            area?: components["schemas"]["WireArea"];
            /** @description All of them; null lifts them. */
            exclusions: components["schemas"]["WireArea"] | null;
            /** @description Where a point lies in an exclusion it has to move; keys in use stay. */
            musterPoints?: components["schemas"]["MusterPoint"][];
            reason: string;
        };
        PutArea: {
            label: string;
            description?: string | null;
            area: components["schemas"]["DrawnArea"];
            /** @default [] */
            geocodes?: components["schemas"]["Geocode"][];
            source?: string | null;
        };
        /** @description GeoJSON Polygon or MultiPolygon, or a circle. WGS 84. */
        DrawnArea: {
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
        } | {
            /** @constant */
            type: "Circle";
            /** @description [longitude, latitude] */
            centre: [
                number,
                number
            ];
            radiusM: number;
        };
        /** @description As CAP writes it, e.g. UGC and VAZ098. */
        Geocode: {
            name: string;
            value: string;
        };
        /** @description A channel without a price costs nothing. */
        MessagePrices: {
            currency: string;
            prices: {
                [key: string]: number;
            };
        };
        HandleReply: {
            note?: string | null;
        };
        DraftPlan: {
            name: string;
            title: string;
            /** @default [] */
            kinds?: ("cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical")[];
            /** @default [] */
            determinants?: (string & (unknown & unknown))[];
            /** @description Where left out, those of every organisation that has written none. */
            safetyRules?: components["schemas"]["SafetyRule"][];
            policy?: components["schemas"]["Policy"];
            /** @description Name of a preset to start from. */
            preset?: string;
            /** @description Parts of the preset’s policy that differ, nested as in it. */
            changes?: {
                [key: string]: unknown;
            };
        };
        /** @description Applies when every condition it names holds. */
        SafetyRule: {
            code: string;
            /** @description Why, in one sentence. */
            says: string;
            when: {
                hazards?: ("violence" | "fire" | "hazardous-material" | "traffic" | "water" | "electricity" | "infection")[];
                determinants?: (string & (unknown & unknown))[];
                kinds?: ("cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical")[];
                settings?: ("public-place" | "home" | "care-home-with-staff" | "unknown")[];
                ageBelowYears?: number;
            };
            keepsAway: ("public-place" | "home" | "professional")[];
        };
        /** @description The numbers of the rule that decides who is alerted. */
        Policy: {
            radiusM: number;
            alertedAtOnceMax: number;
            wantedCount: number;
            replaces: boolean;
            silentAfterMs: number;
            alertTtlMs: number;
            lookAgainAfterMs: number;
            alertingEndsAfterMs: number;
            fixStaleAfterMs: number;
            fixAccuracyMaxM: number;
            usesRegisteredPlaces: boolean;
            credentialKinds: ("cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling")[];
            aedRadiusM: number;
            aedMax: number;
            candidateMax: number;
            consideredRadiusM: number;
            choice: {
                /** @constant */
                kind: "nearest";
                /** @enum {string} */
                by: "distance" | "arrival";
                mustBeatAmbulance: boolean;
                /** @description When it comes if control does not say, from the call. */
                ambulance: {
                    medianMs: number;
                    sigma: number;
                } | null;
            } | {
                /** @constant */
                kind: "expected-gain";
                /** @enum {string} */
                objective: "larsen" | "waalewijn" | "de-maio" | "valenzuela";
                /** @description Survival that one alert must add: 0.002 is one life per 500 alerts. */
                pricePerAlert: number;
                fatigue: {
                    perAlertLast7Days: number;
                    night: number;
                    afterPatient: number;
                    restMs: number;
                    perKm: number;
                };
                floorCount: number;
                collapseToCallMs: number;
                ambulance: {
                    medianMs: number;
                    sigma: number;
                };
            };
            roles: {
                /** @constant */
                kind: "all-direct";
            } | {
                /** @constant */
                kind: "share";
                directShare: number;
                detourShareMax: number;
            } | {
                /** @constant */
                kind: "in-order";
                order: ("direct" | "via-aed" | "guide")[];
            } | {
                /** @constant */
                kind: "best-split";
            };
            team: {
                keepBest: number | null;
                standDownBelow: number | null;
                keepAtLeast: number;
                wantsGuide: boolean;
                changeOrderAbove: number;
            };
            limits: {
                perPerson7DaysMax: number | null;
                quietHours: {
                    fromHour: number;
                    toHour: number;
                    radiusM: number;
                } | null;
            };
            arrival: {
                reply: {
                    medianMs: number;
                    sigma: number;
                };
                turnoutDay: {
                    medianMs: number;
                    sigma: number;
                };
                turnoutNight: {
                    medianMs: number;
                    sigma: number;
                };
                night: {
                    fromHour: number;
                    toHour: number;
                };
                travel: {
                    foot: {
                        medianMps: number;
                        sigma: number;
                        startMs: number;
                    };
                    bicycle: {
                        medianMps: number;
                        sigma: number;
                        startMs: number;
                    };
                    car: {
                        medianMps: number;
                        sigma: number;
                        startMs: number;
                    };
                };
                lastMetres: {
                    medianMs: number;
                    sigma: number;
                };
                ownDelayWeight: number;
            };
            acceptance: {
                groupShare: number;
                silentShare: number;
                ownWeight: number;
                logitPerKm: number;
                logitNight: number;
                comesChance: number;
                stalledComesChance: number;
            };
            aedModel: {
                grabMs: number;
                attachMs: number;
                unknownOpenChance: number;
                worksChance: number;
            };
            /** @description By which channels people are reached, how soon one after the other. */
            ladders: {
                "life-threatening": {
                    /** @enum {string} */
                    channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
                    afterMs: number;
                }[];
                urgent: {
                    /** @enum {string} */
                    channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
                    afterMs: number;
                }[];
                routine: {
                    /** @enum {string} */
                    channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
                    afterMs: number;
                }[];
                "stood-down": {
                    /** @enum {string} */
                    channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
                    afterMs: number;
                }[];
                changed: {
                    /** @enum {string} */
                    channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
                    afterMs: number;
                }[];
            };
            sources: {
                [key: string]: string;
            };
        };
        ShadowRun: {
            draft: components["schemas"]["DraftPlan"];
            /** @default 50 */
            incidents?: number;
        };
        PutDangerArea: {
            /** @description Why, in one sentence for dispatchers. */
            says: string;
            area: components["schemas"]["Area"];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /** @description Null until it is lifted. */
            to?: string | null;
            keepsAway: ("public-place" | "home" | "professional")[];
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
        PutControlMapping: {
            title: string;
            /** @enum {string} */
            form: "json" | "xml";
            /**
             * @description Path to each message; null: the document is one.
             * @default null
             */
            messages?: string | null;
            fields: {
                documentId?: components["schemas"]["MappedFieldSource"];
                op?: components["schemas"]["MappedFieldSource"];
                controlRef?: components["schemas"]["MappedFieldSource"];
                version?: components["schemas"]["MappedFieldSource"];
                sentAt?: components["schemas"]["MappedFieldSource"];
                kind?: components["schemas"]["MappedFieldSource"];
                priority?: components["schemas"]["MappedFieldSource"];
                mode?: components["schemas"]["MappedFieldSource"];
                lat?: components["schemas"]["MappedFieldSource"];
                lon?: components["schemas"]["MappedFieldSource"];
                point?: components["schemas"]["MappedFieldSource"];
                grid?: components["schemas"]["MappedFieldSource"];
                placeAccuracyM?: components["schemas"]["MappedFieldSource"];
                address?: components["schemas"]["MappedFieldSource"];
                notesForResponders?: components["schemas"]["MappedFieldSource"];
                calledAt?: components["schemas"]["MappedFieldSource"];
                ambulanceEtaAt?: components["schemas"]["MappedFieldSource"];
                determinantCode?: components["schemas"]["MappedFieldSource"];
                hazards?: components["schemas"]["MappedFieldSource"];
                patientAgeYears?: components["schemas"]["MappedFieldSource"];
                setting?: components["schemas"]["MappedFieldSource"];
                reason?: components["schemas"]["MappedFieldSource"];
            };
            /** @default null */
            outgoing?: {
                mediaType: string;
                skeleton: components["schemas"]["AnyJson"];
                /** @default {} */
                codes?: {
                    status?: {
                        [key: string]: string;
                    };
                    progress?: {
                        [key: string]: string;
                    };
                    kind?: {
                        [key: string]: string;
                    };
                    priority?: {
                        [key: string]: string;
                    };
                    mode?: {
                        [key: string]: string;
                    };
                    responderStatus?: {
                        [key: string]: string;
                    };
                };
            } | null;
        };
        MappedFieldSource: {
            /**
             * @description Names with / between; @name is an attribute, [2] the third, [*] all, [type=home] the first whose child says so; / in front begins at the root.
             * @default []
             */
            paths?: string[];
            /**
             * @description Taken where the paths lead to nothing.
             * @default null
             */
            value?: string | null;
            /**
             * @description Their code and our word, or `keep` where it means nothing to us.
             * @default null
             */
            codes?: {
                [key: string]: string;
            } | null;
            /**
             * @description For codes without entry: our word, `keep` or `refuse`.
             * @default refuse
             */
            otherwise?: string;
            /** @default false */
            required?: boolean;
            /**
             * @description Of moments: iso, epoch-s, epoch-ms, or letters as in DD/MM/YYYY hh:mm:ss.
             * @default iso
             */
            format?: string;
            /**
             * @description Of moments without offset; where it is null they are refused.
             * @default null
             */
            timeZone?: string | null;
            /**
             * @description Numbers are multiplied by it.
             * @default 1
             */
            factor?: number;
            /**
             * @default lat-lon
             * @enum {string}
             */
            order?: "lat-lon" | "lon-lat";
            /** @default , */
            join?: string;
        };
        AnyJson: components["schemas"]["__schema0"];
        /** @description A message of theirs, as text. */
        TryControlMapping: {
            document: string;
        };
        PutTemplate: {
            title?: string | null;
            body: string;
        };
        PutResponder: {
            displayName: string;
            /** @default false */
            testPhone?: boolean;
            /** @default false */
            disabled?: boolean;
            /**
             * @description How they travel; as it was where left out, and on foot at first.
             * @enum {string}
             */
            travelMode?: "foot" | "bicycle" | "car";
            /**
             * @description Whom they may be sent to; as it was where left out, and `home` at first.
             * @enum {string}
             */
            tier?: "public-place" | "home" | "professional";
            credentials: components["schemas"]["CredentialInput"][];
            /** @description For SMS and calls, as +41791234567; as it was where left out. */
            phone?: string | null;
            email?: string | null;
            /** @enum {string} */
            language?: "en" | "fr" | "de";
            /** @description What they own and could bring; as they have said it where left out. */
            equipment?: ("boat" | "aed" | "first-aid-kit" | "vehicle" | "four-by-four" | "trailer" | "tractor" | "pump" | "generator" | "ropes" | "chainsaw")[];
        };
        CredentialInput: {
            /** @enum {string} */
            kind: "cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling";
            issuer: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validFrom: string;
            validTo?: string | null;
            /** @default false */
            verified?: boolean;
        };
        PutPlaces: {
            places: {
                /** @enum {string} */
                kind: "home" | "work";
                place: components["schemas"]["Point"];
                /** @description When they are there, as OpenStreetMap opening_hours. */
                hours?: string | null;
            }[];
        };
        MoveCredential: {
            /** @enum {string} */
            status: "verified" | "refused" | "revoked";
        };
        PutAed: {
            name: string;
            place: components["schemas"]["Point"];
            locationDetail?: string | null;
            /**
             * @default unknown
             * @enum {string}
             */
            access?: "public" | "customers" | "permissive" | "private" | "no" | "unknown";
            /** @description OpenStreetMap opening_hours, e.g. "Mo-Fr 08:00-18:00; PH off". */
            openingHours?: string | null;
            lastCheckedAt?: string | null;
            floor?: string | null;
            /** @description Shown to whoever fetches this AED, and to nobody else; as it was where left out. */
            cabinetCode?: string | null;
        };
        MoveAed: {
            /** @enum {string} */
            status: "available" | "out-of-service" | "retired";
        };
        ChangeResponder: {
            displayName?: string;
            /** @enum {string} */
            travelMode?: "foot" | "bicycle" | "car";
            /** @enum {string} */
            tier?: "public-place" | "home" | "professional";
            /** @enum {string} */
            language?: "en" | "fr" | "de";
            phone?: string | null;
            email?: string | null;
            testPhone?: boolean;
            /** @description A disabled person is asked nothing, and their phones are not let in. */
            disabled?: boolean;
            /** @description Needed with `disabled`; goes into the audit. */
            reason?: string;
        };
        ReadHours: {
            openingHours: string;
        };
        PutProfile: {
            name: string;
            /** @description IANA name, e.g. America/New_York. */
            timeZone: string;
            /** @description Where incidents are taken; null for everywhere. */
            area: components["schemas"]["Area"] | null;
        };
        PutAedFeed: {
            title: string;
            /** Format: uri */
            url: string;
            /**
             * @description JSON of OpenStreetMap, its changes, our CSV, a table, or the French GéoDAE.
             * @enum {string}
             */
            format: "osm" | "osm-change" | "csv" | "table" | "geodae";
            /**
             * @description The state whose public holidays the opening hours keep.
             * @default null
             */
            region?: string | null;
            /** @default 21600000 */
            everyMs?: number;
            /** @default false */
            paused?: boolean;
            /**
             * @description Says what it would do, and does nothing of it.
             * @default false
             */
            dryRun?: boolean;
        };
        ReadAedFeedNow: {
            /**
             * @description Believes this one reading although many AEDs are gone from it.
             * @default false
             */
            allowVanish?: boolean;
        };
        /** @description Null: nobody is warned any more. */
        PutCoverageThreshold: {
            threshold: {
                /**
                 * @description That are looked at, as they come.
                 * @example [
                 *       22,
                 *       23
                 *     ]
                 */
                hours: number[];
                /** @description From which a square counts as covered. */
                probability: number;
                /** @description That has to be covered. */
                share: number;
                /**
                 * @description What the share is of.
                 * @enum {string}
                 */
                of: "squares" | "arrests";
                /**
                 * @description Of the local day: the next 24 hours are looked at then.
                 * @example 1080
                 */
                tellAtMinute: number;
            } | null;
        };
        AddCredential: {
            /** @enum {string} */
            kind: "cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling";
            issuer: string;
            /** @description As printed on it. */
            number: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validFrom: string;
            validTo?: string | null;
        };
        ReviewCredential: {
            /** @enum {string} */
            status: "verified" | "refused";
            /** @description The end of validity as the proof says it; as it was where left out. */
            validTo?: string | null;
            reason?: string;
        };
        SignInDevice: {
            enrolmentCode: string;
            /** @enum {string} */
            platform: "android" | "ios" | "web";
            pushToken?: string | null;
        };
        Duty: {
            onDuty: boolean;
        };
        Fixes: {
            fixes: components["schemas"]["Fix"][];
        };
        /** @description A measured position; refused fixes are named in the answer. */
        Fix: {
            place: {
                /** @constant */
                type: "Point";
                coordinates: [
                    number,
                    number
                ];
            };
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            accuracyM: number;
            /** @description The phone says that an app makes its positions up; refused. */
            isMock?: boolean;
        };
        Receipt: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            alertId: string;
            /** @enum {string} */
            kind: "delivered" | "seen";
            /**
             * @description What has arrived: the alert, its end, or a change of order or facts.
             * @default alert
             * @enum {string}
             */
            subject?: "alert" | "stood-down" | "changed";
            /**
             * @description By which way it came first, where the phone knows.
             * @enum {string}
             */
            channel?: "live" | "push" | "web-push";
        };
        Answer: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            alertId: string;
            /** @enum {string} */
            answer: "accept" | "decline";
            /** @description Of a yes to a call-out alone: help with an incident is needed now. */
            conditions?: components["schemas"]["Conditions"];
        };
        Progress: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            assignmentId: string;
            /** @enum {string} */
            step: "en-route" | "on-scene" | "with-patient" | "cleared" | "withdrawn";
            /**
             * Format: date-time
             * @description When it was, where it could not be told at once; neither before nor after it.
             */
            at?: string;
        };
        ReportAed: {
            /**
             * Format: uuid
             * @description The AED of the order; so a repeat never hits another.
             */
            aedId: string;
            /** @enum {string} */
            report: "collected" | "missing" | "locked" | "flat";
        };
        SetTravelMode: {
            /** @enum {string} */
            travelMode: "foot" | "bicycle" | "car";
        };
        SetReach: {
            availability?: components["schemas"]["Availability"];
            declined?: ("sms" | "voice" | "email")[];
            /** @enum {string} */
            language?: "en" | "fr" | "de";
            phone?: string | null;
            email?: string | null;
        };
        /** @description By the clock of the organisation. */
        Availability: {
            /** @description Minutes since Monday 00:00; null for whenever on duty. */
            schedule: {
                fromMinute: number;
                toMinute: number;
            }[] | null;
            /** @description Minutes of the day; the end may lie after midnight. */
            quietHours: {
                fromMinute: number;
                toMinute: number;
                /** @enum {string} */
                letThrough: "nothing" | "life-threatening";
            } | null;
            mutedUntil: string | null;
        };
        PushAddress: {
            /** @constant */
            channel: "push";
            token: string | null;
            /** @enum {string} */
            permission?: "granted" | "denied" | "unknown";
        } | {
            /** @constant */
            channel: "web-push";
            subscription: {
                /** Format: uri */
                endpoint: string;
                keys: {
                    p256dh: string;
                    auth: string;
                };
            } | null;
            /** @enum {string} */
            permission?: "granted" | "denied" | "unknown";
        };
        Register: {
            /** @description Its short name. */
            organisation: string;
            displayName: string;
            phone?: string;
            /** Format: email */
            email?: string;
            /**
             * @default en
             * @enum {string}
             */
            language?: "en" | "fr" | "de";
        };
        ConfirmRegistration: {
            code: string;
            /** @enum {string} */
            platform: "android" | "ios" | "web";
            pushToken?: string | null;
        };
        InviteResponder: {
            /** @enum {string} */
            by: "sms" | "email";
        };
        AddContact: {
            phone?: string;
            /** Format: email */
            email?: string;
        };
        ConfirmContact: {
            code: string;
        };
        PushProof: {
            challenge: string;
        };
        /** @description What is left out stays. */
        PutOrganisation: {
            selfRegistration?: boolean;
            /** @description The number responders call control by; shown in their app. Null for none. */
            controlPhone?: string | null;
        };
        PlanDrill: {
            /**
             * Format: uuid
             * @description Of your choice, so that sending it again plans one drill; made where left out.
             */
            drillId?: string;
            title: string;
            /**
             * @description Who takes part, of those on duty when it starts; null for all of them.
             * @default null
             */
            responderIds?: string[] | null;
            /**
             * Format: date-time
             * @description At once where left out.
             */
            startsAt?: string;
            /** @default 600 */
            windowS?: number;
            /** @default null */
            everyDays?: number | null;
        };
        RingTestAlarm: {
            /**
             * Format: uuid
             * @description Of your choice; sending it again rings once.
             */
            testId: string;
            /**
             * @description Seconds to lay the phone down and lock it.
             * @default 0
             */
            afterS?: number;
        };
        EraseMe: {
            /** @constant */
            confirm: "erase";
        };
        ErasePerson: {
            reason: string;
        };
        DecideApproval: {
            approve: boolean;
            reason?: string;
        };
        ProposeAid: {
            /** @description The other organisation, by its short name. */
            partner: string;
            /**
             * Format: date-time
             * @description A year from now at most.
             */
            validUntil: string;
        };
        AskAid: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            agreementId: string;
            reason: string;
        };
        AddKey: {
            label: string;
            /** @enum {string} */
            role: "control" | "read-only";
            /** @default null */
            expiresAt?: string | null;
            /**
             * @description Whether every change must be signed in the form of Standard Webhooks.
             * @default false
             */
            needsSignature?: boolean;
            /**
             * @description The only client certificate it works with (RFC 8705); null for any.
             * @default null
             */
            certificateSha256?: string | null;
        };
        PutKey: {
            label: string;
            /** @description Whether every change must be signed in the form of Standard Webhooks. */
            needsSignature: boolean;
            /** @description The only client certificate it works with (RFC 8705); null for any. */
            certificateSha256: string | null;
        };
        AddWebhook: {
            label: string;
            /** Format: uri */
            url: string;
            /**
             * @description Which events are sent; all of them where this is empty.
             * @default []
             */
            types?: ("app.closeby.incident.raised" | "app.closeby.incident.updated" | "app.closeby.incident.alerted" | "app.closeby.incident.accepted" | "app.closeby.incident.declined" | "app.closeby.incident.unanswered" | "app.closeby.incident.alert-withdrawn" | "app.closeby.incident.en-route" | "app.closeby.incident.on-scene" | "app.closeby.incident.with-patient" | "app.closeby.incident.cleared" | "app.closeby.incident.withdrew" | "app.closeby.incident.stood-down" | "app.closeby.incident.aed-collected" | "app.closeby.incident.aed-reported" | "app.closeby.incident.degraded" | "app.closeby.incident.closed" | "app.closeby.incident.cancelled" | "app.closeby.report.weekly")[];
        };
        PutWebhook: {
            label: string;
            /** Format: uri */
            url: string;
            /** @description Which events are sent; all of them where this is empty. */
            types: ("app.closeby.incident.raised" | "app.closeby.incident.updated" | "app.closeby.incident.alerted" | "app.closeby.incident.accepted" | "app.closeby.incident.declined" | "app.closeby.incident.unanswered" | "app.closeby.incident.alert-withdrawn" | "app.closeby.incident.en-route" | "app.closeby.incident.on-scene" | "app.closeby.incident.with-patient" | "app.closeby.incident.cleared" | "app.closeby.incident.withdrew" | "app.closeby.incident.stood-down" | "app.closeby.incident.aed-collected" | "app.closeby.incident.aed-reported" | "app.closeby.incident.degraded" | "app.closeby.incident.closed" | "app.closeby.incident.cancelled" | "app.closeby.report.weekly")[];
            /** @description False also takes it up again after it failed. */
            disabled: boolean;
        };
        ReplayWebhook: {
            /**
             * Format: date-time
             * @description Events that were recorded from this moment on.
             */
            since: string;
            /**
             * @description Also those that were taken, for a receiver that has lost them.
             * @default false
             */
            delivered?: boolean;
        };
        PutReportCard: {
            emails: string[];
            /** @enum {string} */
            language: "en" | "fr" | "de";
        };
        SignInLocally: {
            organisation: string;
            /** Format: email */
            email: string;
            password: string;
            code: string;
        };
        BeginAccount: {
            invitation: string;
            password: string;
        };
        ConfirmAccount: {
            invitation: string;
            code: string;
        };
        AddAccount: {
            displayName: string;
            /** Format: email */
            email: string;
            /** @enum {string} */
            role: "dispatcher" | "coordinator" | "supervisor" | "registrar" | "auditor" | "read-only";
        };
        ChangeAccount: {
            displayName: string;
            /** @enum {string} */
            role: "dispatcher" | "coordinator" | "supervisor" | "registrar" | "auditor" | "read-only";
            disabled: boolean;
        };
        /** @description Any JSON. */
        __schema0: unknown;
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
        RaisedByHand: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            by: string;
            reason: string;
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
        Task: {
            /** @enum {string} */
            role: "direct" | "via-aed" | "guide";
            aedId: string | null;
            aedName: string | null;
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
        Problem: {
            /** @description urn:closeby:problem:<code> */
            type: string;
            /** @enum {string} */
            code: "malformed-body" | "body-too-large" | "invalid-field" | "unknown-kind" | "place-invalid" | "place-outside-area" | "area-invalid" | "unauthenticated" | "token-expired" | "forbidden" | "not-found" | "reference-conflict" | "changed-meanwhile" | "alert-expired" | "alert-withdrawn" | "already-answered" | "places-taken" | "bound-elsewhere" | "not-eligible" | "illegal-step" | "not-your-task" | "stood-down" | "incident-over" | "callout-over" | "off-duty" | "fix-in-future" | "fix-stale" | "fix-out-of-order" | "fix-inaccurate" | "fix-implausible-speed" | "fix-place-invalid" | "enrolment-code-invalid" | "drill-over" | "signature-invalid" | "template-invalid" | "too-many-requests" | "sign-in-refused" | "code-invalid" | "session-over" | "origin-refused" | "reason-needed" | "approval-pending" | "second-person-needed" | "registration-closed" | "proof-invalid" | "proof-of-phone-needed" | "last-of-its-kind" | "aid-not-agreed" | "warning-invalid" | "pass-invalid" | "double-booked" | "claim-taken" | "unavailable";
            title: string;
            status: number;
            detail: string;
            /** @description Dotted path of the field at fault. */
            field?: string;
            requestId?: string;
        };
        IncidentPage: {
            items: components["schemas"]["Incident"][];
            nextCursor: string | null;
        };
        Timeline: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            incidentId: string;
            facts: components["schemas"]["Fact"][];
            times: components["schemas"]["IncidentTimes"];
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
        /** @description Moments of NEMSIS eTimes and Utstein. */
        IncidentTimes: {
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
            firstAlertSentAt: string | null;
            firstAlertDeliveredAt: string | null;
            firstAlertSeenAt: string | null;
            firstAcceptedAt: string | null;
            firstEnRouteAt: string | null;
            firstOnSceneAt: string | null;
            firstWithPatientAt: string | null;
            lastClearedAt: string | null;
            cancelledAt: string | null;
            closedAt: string | null;
            callToAlertMs: number | null;
            alertToAcceptMs: number | null;
            callToOnSceneMs: number | null;
        };
        /** @description Everyone considered, with the newest reason for each, and every decision. */
        Plan: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            incidentId: string;
            policyName: string;
            policyVersion: number;
            people: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                responderId: string;
                displayName: string;
                reason: string;
                /** @description The reason in one plain sentence. */
                sentence: string;
                distanceM: number | null;
                alerted: boolean;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                decidedAt: string;
            }[];
            /** @description Oldest first. */
            decisions: components["schemas"]["Decision"][];
            /** @description Decisions between the first and the second shown that are not listed. */
            decisionsLeftOut: number;
        };
        Decision: {
            /** @description 1 for the first of its incident. */
            seq: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            /** @enum {string} */
            trigger: "raised" | "changed-by-control" | "by-dispatcher" | "answered" | "progress" | "aed-reported" | "due";
            /** @description When, why and by which rule, in plain words. */
            sentence: string;
            policyName: string;
            policyVersion: number;
            /** @enum {string} */
            travelSource: "straight-line" | "streets" | "routing-engine";
            consideredCount: number;
            /** @description Expected survival; null for policies that do not reckon in it. */
            expected: {
                /** @description Between 0 and 1. */
                ambulanceOnly: number;
                /** @description Between 0 and 1. */
                before: number;
                /** @description Between 0 and 1. */
                after: number;
            } | null;
            safety: components["schemas"]["SafetyFinding"][];
            nextReviewAt: string | null;
            /** @description Those for whom this decision brought something new. */
            people: components["schemas"]["DecidedPerson"][];
        };
        DecidedPerson: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            displayName: string;
            reason: string | null;
            /** @description The reason in one plain sentence. */
            sentence: string;
            distanceM: number | null;
            /** @enum {string} */
            outcome: "alerted" | "not-alerted" | "withdrawn" | "expired" | "ordered" | "stood-down";
            role: ("direct" | "via-aed" | "guide") | null;
            aedId: string | null;
            estimate: components["schemas"]["Estimate"] | null;
        };
        Estimate: {
            /** @description Metres along the way by their task. */
            wayM: number;
            /** @description Median time until they are with the patient. */
            etaMs: number;
            /** @description Between 0 and 1. */
            acceptChance: number;
            /** @description Survival that alerting them adds. */
            gain: number | null;
            /** @description What that must be at least. */
            price: number | null;
            /** @enum {string} */
            whereabouts: "live" | "scheduled-place" | "home";
        };
        AedsAround: {
            items: {
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
                standing: "fetched-here" | "open" | "hours-unknown" | "fetched-elsewhere" | "shut" | "no-access" | "out-of-service";
                distanceM: number;
                /** @description When it opens or shuts next. */
                changesAt: string | null;
                report: ("collected" | "missing" | "locked" | "flat") | null;
            }[];
        };
        AwaitedIncident: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            /** @constant */
            status: "awaited";
        };
        TakenDocument: {
            messages: components["schemas"]["TakenMessage"][];
        };
        TakenMessage: {
            documentId: string | null;
            /** @enum {string} */
            op: "raise" | "update" | "close" | "cancel";
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            /** @description Null while the message that raises it has not come. */
            incidentId: string | null;
            /** @enum {string} */
            status: "awaited" | "active" | "closed" | "cancelled";
            /** @description Whether it raised the incident. */
            isNew: boolean;
            /** @description What was not understood. */
            kept: components["schemas"]["KeptField"][];
        };
        KeptField: {
            /** @description Where it stood, from the root of the document. */
            path: string;
            value: string;
        };
        KeptFieldList: {
            items: {
                format: components["schemas"]["ControlFormat"];
                documentId: string | null;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                receivedAt: string;
                fields: components["schemas"]["KeptField"][];
            }[];
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
            policy: components["schemas"]["CalloutPolicyOutput"];
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
        CalloutPage: {
            items: components["schemas"]["Callout"][];
            nextCursor: string | null;
        };
        CalloutTimeline: {
            items: components["schemas"]["Fact"][];
            nextCursor: string | null;
        };
        CalloutConsideredPage: {
            items: components["schemas"]["CalloutConsidered"][];
            nextCursor: string | null;
        };
        CalloutConsidered: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            displayName: string;
            /** @enum {string} */
            reason: "asked" | "not-yet" | "outside-area" | "in-exclusion" | "in-area-before" | "fix-stale" | "no-equipment" | "no-credential" | "credential-expired" | "in-no-wave" | "disabled" | "off-duty" | "muted" | "off-schedule" | "own-quiet-hours" | "unreachable" | "real-person-in-exercise" | "test-phone" | "bound-elsewhere" | "booked-elsewhere" | "alerted-elsewhere";
            sentence: string;
            /** @description To the nearest muster point. */
            distanceM: number | null;
            /** @description Of the newest question; null where none was asked. */
            alertStatus: ("sent" | "accepted" | "declined" | "expired" | "withdrawn") | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            decidedAt: string;
        };
        /** @description How evenly asking and yes are spread. */
        CalloutFairness: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            calloutId: string;
            /** @description Days that are looked back on. */
            daysCount: number;
            /** @description Who was asked or may yet be. */
            peopleCount: number;
            asked: {
                /** @description 0 where all have as many, towards 1 where one has all. */
                gini: number;
                histogram: {
                    times: number;
                    peopleCount: number;
                }[];
            };
            accepted: {
                /** @description 0 where all have as many, towards 1 where one has all. */
                gini: number;
                histogram: {
                    times: number;
                    peopleCount: number;
                }[];
            };
        };
        /** @description Activity near this person, newest first. */
        OwnCalloutList: {
            callouts: components["schemas"]["OwnCallout"][];
        };
        OwnCallout: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            calloutId: string;
            title: string;
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            /** @enum {string} */
            status: "open" | "filled" | "closed" | "cancelled";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            openedAt: string;
            window: {
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
            /** @description To the nearest muster point. */
            distanceBandM: number | null;
            /** @enum {string} */
            reason: "asked" | "not-yet" | "outside-area" | "in-exclusion" | "in-area-before" | "fix-stale" | "no-equipment" | "no-credential" | "credential-expired" | "in-no-wave" | "disabled" | "off-duty" | "muted" | "off-schedule" | "own-quiet-hours" | "unreachable" | "real-person-in-exercise" | "test-phone" | "bound-elsewhere" | "booked-elsewhere" | "alerted-elsewhere";
            sentence: string;
            /** @description The question, where one was asked. */
            alertId: string | null;
        };
        FieldTaskPage: {
            items: components["schemas"]["FieldTask"][];
            nextCursor: string | null;
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
        TeamSuggestion: {
            items: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                bookingId: string;
                displayName: string;
                /** @enum {string} */
                status: "reserve" | "expected" | "en-route" | "held" | "checked-in" | "checked-out" | "withdrawn" | "stood-down" | "no-show";
                peopleCount: number;
                distanceM: number | null;
                /** @description One of those who would do together. */
                isSuggested: boolean;
                because: string[];
            }[];
            /** @description What is still missing, or that these would do. */
            says: string;
        };
        OwnFieldTasks: {
            items: components["schemas"]["OwnFieldTask"][];
        };
        OwnFieldTask: {
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
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            bookingId: string;
            title: string;
            where: components["schemas"]["FieldTaskWhere"];
            whereNote: string | null;
            riskNote: string | null;
            equipment: components["schemas"]["Pieces"];
            /** @enum {string} */
            priority: "urgent" | "high" | "normal" | "low";
            until: string | null;
            /** @enum {string} */
            status: "open" | "given" | "under-way" | "done" | "abandoned" | "done-by-others";
            isLeader: boolean;
            /** @description People, with you. */
            teamCount: number;
            step: ("seen" | "under-way" | "done" | "cannot") | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            assignedAt: string;
        };
        TakenFieldReport: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            reportId: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            receivedAt: string;
            hasPhoto: boolean;
            /** @description To be shown at once; null for nothing. */
            says: string | null;
        };
        /** @description As it is kept. */
        FieldPhotoTaken: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            ofId: string;
            /** @enum {string} */
            mediaType: "image/jpeg" | "image/png";
            bytes: number;
        };
        FieldReportPage: {
            items: components["schemas"]["FieldReport"][];
            nextCursor: string | null;
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
            facts: components["schemas"]["FieldReportFactsOutput"];
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
        /** @description A GeoJSON FeatureCollection. */
        CalloutMap: {
            /** @constant */
            type: "FeatureCollection";
            features: ({
                /** @constant */
                type: "Feature";
                geometry: components["schemas"]["Area"];
                properties: {
                    /** @enum {string} */
                    what: "area" | "exclusions";
                };
            } | {
                /** @constant */
                type: "Feature";
                geometry: components["schemas"]["Point"];
                properties: {
                    /** @constant */
                    what: "muster-point";
                    musterKey: string;
                    name: string;
                    acceptedCount: number;
                    quotaCount: number | null;
                };
            } | {
                /** @constant */
                type: "Feature";
                geometry: components["schemas"]["Point"] | {
                    /** @constant */
                    type: "Polygon";
                    coordinates: [
                        number,
                        number
                    ][][];
                };
                properties: {
                    /** @constant */
                    what: "task";
                    /**
                     * Format: uuid
                     * @description Identifier given by Closeby.
                     */
                    id: string;
                    title: string;
                    /** @enum {string} */
                    status: "open" | "given" | "under-way" | "done" | "abandoned" | "done-by-others";
                    /** @enum {string} */
                    priority: "urgent" | "high" | "normal" | "low";
                };
            } | {
                /** @constant */
                type: "Feature";
                geometry: components["schemas"]["Point"];
                properties: {
                    /** @constant */
                    what: "report";
                    /**
                     * Format: uuid
                     * @description Identifier given by Closeby.
                     */
                    id: string;
                    /** @enum {string} */
                    status: "new" | "confirmed" | "refuted" | "merged" | "resolved";
                    facts: components["schemas"]["FieldReportFactsOutput"];
                    /**
                     * Format: date-time
                     * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                     */
                    seenAt: string;
                    isUrgent: boolean;
                };
            })[];
            /** @description There is more than fits on one map. */
            isCut: boolean;
        };
        WatchPointPage: {
            items: components["schemas"]["WatchPoint"][];
            nextCursor: string | null;
        };
        WatchPoint: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            pointRef: string;
            name: string;
            /** @enum {string} */
            kind: "drain" | "gauge" | "river-bank" | "other";
            place: components["schemas"]["Point"];
            rule: components["schemas"]["WatchRuleOutput"];
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
        WatchPointDetail: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            pointRef: string;
            name: string;
            /** @enum {string} */
            kind: "drain" | "gauge" | "river-bank" | "other";
            place: components["schemas"]["Point"];
            rule: components["schemas"]["WatchRuleOutput"];
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
            adopters: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                responderId: string;
                displayName: string;
            }[];
            /** @description Newest first, at most fifty. */
            readings: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                id: string;
                value: number;
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
                responderId: string | null;
                note: string | null;
                isJump: boolean;
                hasPhoto: boolean;
            }[];
        };
        OwnWatchPoints: {
            items: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                pointRef: string;
                name: string;
                /** @enum {string} */
                kind: "drain" | "gauge" | "river-bank" | "other";
                place: components["schemas"]["Point"];
                rule: components["schemas"]["WatchRuleOutput"];
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
            }[];
        };
        TakenWatchReading: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            readingId: string;
            /** @enum {string} */
            state: "unknown" | "normal" | "warn" | "alarm";
            isJump: boolean;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            nextDueAt: string;
            /** @description To be shown at once; null for nothing. */
            says: string | null;
        };
        /** @description The code is shown this once. */
        MusterDeskOpened: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            deskId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            calloutId: string;
            musterKey: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            endedAt: string | null;
            deskCode: string;
            /** @description Page of the desk, with its code in the fragment. */
            page: string;
        };
        MusterDesk: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            deskId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            calloutId: string;
            musterKey: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            endedAt: string | null;
        };
        /** @description All a desk needs to work without network. */
        DeskState: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            deskId: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            callout: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                calloutId: string;
                title: string;
                /** @enum {string} */
                mode: "actual" | "exercise" | "test";
                /** @enum {string} */
                status: "open" | "filled" | "closed" | "cancelled";
                contact: string;
                window: {
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
                stopComingAt: string | null;
                musterPoints: {
                    musterKey: string;
                    name: string;
                }[];
            };
            musterKey: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            readAt: string;
            people: components["schemas"]["DeskPerson"][];
            nextCursor: string | null;
        };
        DeskPerson: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            bookingId: string;
            displayName: string;
            /** @enum {string} */
            status: "reserve" | "expected" | "en-route" | "held" | "checked-in" | "checked-out" | "withdrawn" | "stood-down" | "no-show";
            needLabel: string | null;
            musterKey: string | null;
            peopleCount: number;
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
            etaAt: string | null;
            checkedInAt: string | null;
            checkedOutAt: string | null;
            dueOutAt: string | null;
            /** @description SHA-256 (hexadecimal) of the text of their badge: it is known without network. */
            badgeSha256: string;
        };
        /** @description What became of each event, in the order they came. */
        DeskSynced: {
            results: components["schemas"]["CheckResult"][];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            readAt: string;
        };
        CheckResult: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            eventId: string;
            /** @enum {string} */
            outcome: "done" | "already" | "late" | "never-in" | "no-place" | "booking-over" | "other-callout" | "badge-unknown" | "not-known";
            detail: string;
            person: components["schemas"]["DeskPerson"] | null;
        };
        /** @description People, however many came together. */
        Headcount: {
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            expected: number;
            enRoute: number;
            held: number;
            in: number;
            out: number;
            overdue: number;
            /** @description There, but in reserve or with a booking that is over. */
            withoutPlace: number;
            perMuster: {
                musterKey: string;
                name: string;
                expected: number;
                enRoute: number;
                held: number;
                in: number;
                out: number;
                overdue: number;
                /** @description There, but in reserve or with a booking that is over. */
                withoutPlace: number;
            }[];
            perNeed: {
                needKey: string;
                label: string;
                expected: number;
                enRoute: number;
                held: number;
                in: number;
                out: number;
                overdue: number;
                /** @description There, but in reserve or with a booking that is over. */
                withoutPlace: number;
            }[];
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
        Arrivals: {
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            perMuster: {
                musterKey: string;
                name: string;
                here: number;
                coming: number;
                /** @description Coming, and nobody can tell when. */
                unknown: number;
                slots: {
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
                    /** @description People expected in it. */
                    arriving: number;
                    /** @description At least so many with nine chances in ten. */
                    low: number;
                    high: number;
                    byThen: number;
                }[];
            }[];
        };
        Coming: {
            stopComingAt: string | null;
            toldCount: number;
        };
        CalloutMessage: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            messageId: string;
            /** @enum {string} */
            kind: "callout-message" | "promoted" | "stop-coming" | "held-back" | "go-on" | "stood-down" | "thanks" | "after-care" | "task" | "overdue" | "group-asked" | "watch-point" | "board";
            text: string;
            to: {
                statuses: ("reserve" | "expected" | "en-route" | "held" | "checked-in" | "checked-out" | "withdrawn" | "stood-down" | "no-show")[];
                musterKey: string | null;
                needKey: string | null;
                groupId: string | null;
            };
            byRole: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            recipientCount: number;
            reachedCount: number;
            seenCount: number;
            sparedCount: number;
        };
        CalloutMessagePage: {
            items: components["schemas"]["CalloutMessage"][];
            nextCursor: string | null;
        };
        MessageRecipientPage: {
            items: components["schemas"]["MessageRecipient"][];
            nextCursor: string | null;
        };
        MessageRecipient: {
            bookingId: string | null;
            responderId: string | null;
            by: ("live" | "push" | "web-push" | "sms" | "voice" | "email")[];
            /** @description Why nothing was sent; null where it was. */
            spared: string | null;
            seenAt: string | null;
        };
        /** @description Answers without names, but for those who want a call. */
        Debrief: {
            sentAt: string | null;
            thanks: string | null;
            questions: string[];
            askedCount: number;
            answeredCount: number;
            wellbeing: {
                well: number;
                mixed: number;
                "not-well": number;
                unsaid: number;
            };
            callBacks: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                bookingId: string;
                displayName: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                answeredAt: string;
            }[];
            answers: {
                question: string;
                texts: string[];
            }[];
        };
        NotePage: {
            items: components["schemas"]["Note"][];
            nextCursor: string | null;
        };
        /** @description A text to one person that is no alert. */
        Note: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            noteId: string;
            /** @enum {string} */
            kind: "callout-message" | "promoted" | "stop-coming" | "held-back" | "go-on" | "stood-down" | "thanks" | "after-care" | "task" | "overdue" | "group-asked" | "watch-point" | "board";
            title: string;
            text: string;
            calloutId: string | null;
            isExercise: boolean;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            seenAt: string | null;
            /** @description Ways that took it so far. */
            by: ("live" | "push" | "web-push" | "sms" | "voice" | "email")[];
        };
        OwnBadge: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            bookingId: string;
            /** @description Text of a QR code. */
            badge: string;
        };
        OwnDebriefs: {
            items: components["schemas"]["OwnDebrief"][];
        };
        /** @description Thanks and questions to somebody who was there. */
        OwnDebrief: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            bookingId: string;
            title: string;
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            sentAt: string;
            thanks: string;
            questions: string[];
            answeredAt: string | null;
        };
        OwnHistoryPage: {
            items: components["schemas"]["OwnHistoryItem"][];
            nextCursor: string | null;
        };
        /** @description An alert of this person, or an incident near them that they were not sent to. */
        OwnHistoryItem: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            about: "incident" | "callout" | "drill";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            kind: ("cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical") | null;
            /** @description Of a call-out or a drill. */
            title: string | null;
            /** @description How far, in steps of 250 m. */
            distanceBandM: number | null;
            /** @description Null where this person was considered and not chosen. */
            alert: {
                /** @enum {string} */
                status: "accepted" | "declined" | "expired" | "withdrawn";
                endedReason: string | null;
                answeredAt: string | null;
            } | null;
            notChosenBecause: ("disabled" | "off-duty" | "muted" | "off-schedule" | "own-quiet-hours" | "unreachable" | "excluded-by-control" | "no-credential" | "credential-expired" | "no-fix" | "fix-stale" | "fix-inaccurate" | "kept-away" | "tier" | "quiet-hours" | "asked-too-often" | "no-way-there" | "after-ambulance" | "gain-below-price" | "bound-elsewhere" | "alerted-elsewhere" | "too-late" | "enough") | null;
            assignment: {
                /** @enum {string} */
                status: "accepted" | "en-route" | "on-scene" | "with-patient" | "cleared" | "stood-down" | "withdrawn";
                enRouteAt: string | null;
                onSceneAt: string | null;
                withPatientAt: string | null;
                endedAt: string | null;
            } | null;
            outcome: components["schemas"]["ToldOutcome"] | null;
        };
        /** @description What happened; never who the patient was. */
        ToldOutcome: {
            text: string;
            releasedBy: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            releasedAt: string;
        };
        OwnPosition: {
            /** @description Null where there is none. */
            measuredAt: string | null;
        };
        OwnAfterCareList: {
            /** @description Who calls back, and how to reach them. */
            contact: string | null;
            items: components["schemas"]["OwnAfterCare"][];
        };
        /** @description How are you, after one incident. */
        OwnAfterCare: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            assignmentId: string;
            /** @enum {string} */
            kind: "cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical";
            onSceneAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            endedAt: string;
            /** @enum {string} */
            state: "open" | "answered" | "skipped";
            callBack: ("wanted" | "taken" | "done") | null;
            outcome: components["schemas"]["ToldOutcome"] | null;
        };
        AfterCarePage: {
            items: components["schemas"]["AfterCare"][];
            nextCursor: string | null;
        };
        /** @description What somebody said of how they are. */
        AfterCare: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            assignmentId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            incidentId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            displayName: string;
            /** @description While a call is to be made, and only then. */
            phone: string | null;
            wellbeing: ("well" | "mixed" | "not-well") | null;
            text: string | null;
            /** @description Sum of the scale, 0 to 24; null where it was left out. No diagnosis. */
            score: number | null;
            /**
             * @description `call`: to be rung within a day.
             * @enum {string}
             */
            band: "none" | "watch" | "call";
            /** @description By when they are to have been rung; null where nobody is to ring them. */
            dueAt: string | null;
            isOverdue: boolean;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            answeredAt: string;
            callBack: ("wanted" | "taken" | "done") | null;
            takenById: string | null;
            takenByName: string | null;
            takenAt: string | null;
            doneAt: string | null;
        };
        AfterCareContact: {
            /** @description Shown to whoever wants a call; null where nobody is named. */
            contact: string | null;
        };
        Outcome: {
            outcome: components["schemas"]["ToldOutcome"] | null;
        };
        Groups: {
            items: components["schemas"]["Group"][];
        };
        Group: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            groupRef: string;
            name: string;
            /** @enum {string} */
            kind: "community" | "charity" | "company";
            /** @enum {string} */
            status: "asked-for" | "active" | "turned-down" | "closed";
            equipment: components["schemas"]["Pieces"];
            note: string | null;
            memberCount: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
        };
        GroupDetail: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            groupRef: string;
            name: string;
            /** @enum {string} */
            kind: "community" | "charity" | "company";
            /** @enum {string} */
            status: "asked-for" | "active" | "turned-down" | "closed";
            equipment: components["schemas"]["Pieces"];
            note: string | null;
            memberCount: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            members: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                responderId: string;
                displayName: string;
                isCoordinator: boolean;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                since: string;
                /** @description The caller's own reference; repeating it never creates a second one. */
                externalRef: string;
            }[];
        };
        GroupAsk: {
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
            needKey: string;
            peopleCount: number;
            pieces: components["schemas"]["Pieces"];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            answerBy: string;
            /** @enum {string} */
            status: "asked" | "answered" | "refused" | "expired" | "withdrawn";
            filledCount: number;
            filledPieces: components["schemas"]["Pieces"];
            /** @description People that nobody else is asked for meanwhile. */
            heldCount: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            askedAt: string;
            endedAt: string | null;
            group: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                groupRef: string;
                name: string;
            };
        };
        GroupAsks: {
            items: components["schemas"]["GroupAsk"][];
        };
        SharedCallout: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            agreementId: string;
            partner: {
                slug: string;
                name: string;
            };
            reason: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            askedAt: string;
            needs: components["schemas"]["CalloutNeedOutput"][];
            /** @description At the partner; null once the agreement is no longer in force. */
            callout: {
                /** @enum {string} */
                status: "awaiting-approval" | "open" | "filled" | "closed" | "cancelled";
                wantedCount: number;
                acceptedCount: number;
                checkedInCount: number;
            } | null;
        };
        SharedCallouts: {
            items: components["schemas"]["SharedCallout"][];
        };
        OwnGroups: {
            items: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                id: string;
                /** @description The caller's own reference; repeating it never creates a second one. */
                groupRef: string;
                name: string;
                /** @enum {string} */
                kind: "community" | "charity" | "company";
                /** @enum {string} */
                status: "asked-for" | "active" | "turned-down" | "closed";
                equipment: components["schemas"]["Pieces"];
                note: string | null;
                memberCount: number;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                createdAt: string;
                isCoordinator: boolean;
                members: {
                    /**
                     * Format: uuid
                     * @description Identifier given by Closeby.
                     */
                    responderId: string;
                    displayName: string;
                    isCoordinator: boolean;
                    /**
                     * Format: date-time
                     * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                     */
                    since: string;
                }[] | null;
                asks: {
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
                    needKey: string;
                    peopleCount: number;
                    pieces: components["schemas"]["Pieces"];
                    /**
                     * Format: date-time
                     * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                     */
                    answerBy: string;
                    /** @enum {string} */
                    status: "asked" | "answered" | "refused" | "expired" | "withdrawn";
                    filledCount: number;
                    filledPieces: components["schemas"]["Pieces"];
                    /** @description People that nobody else is asked for meanwhile. */
                    heldCount: number;
                    /**
                     * Format: date-time
                     * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                     */
                    askedAt: string;
                    endedAt: string | null;
                    title: string;
                    needLabel: string;
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
                }[] | null;
            }[];
        };
        GroupAnswer: {
            ask: components["schemas"]["GroupAsk"];
            people: {
                responderId: string | null;
                displayName: string | null;
                bookingId: string | null;
                /** @enum {string} */
                status: "expected" | "reserve" | "refused";
                problem: string | null;
            }[];
        };
        BoardPage: {
            items: components["schemas"]["BoardEntry"][];
            nextCursor: string | null;
        };
        BoardEntry: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            side: "offer" | "need";
            /** @enum {string} */
            kind: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
            title: string;
            note: string | null;
            quantity: number;
            leftCount: number;
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
            cell: {
                centre: components["schemas"]["Point"];
                sizeM: number;
            };
            travelMaxM: number;
            /** @enum {string} */
            status: "pending-proof" | "pending-vetting" | "open" | "claimed" | "done" | "closed" | "expired" | "done-by-others";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            confirmedAt: string;
            place: components["schemas"]["Point"];
            /** @enum {string} */
            source: "responder" | "staff" | "public";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            vettedAt: string | null;
            reason: string | null;
            /** @description People who say that it is wrong. */
            reportedCount: number;
            endedAt: string | null;
        };
        BoardDetail: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            side: "offer" | "need";
            /** @enum {string} */
            kind: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
            title: string;
            note: string | null;
            quantity: number;
            leftCount: number;
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
            cell: {
                centre: components["schemas"]["Point"];
                sizeM: number;
            };
            travelMaxM: number;
            /** @enum {string} */
            status: "pending-proof" | "pending-vetting" | "open" | "claimed" | "done" | "closed" | "expired" | "done-by-others";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            confirmedAt: string;
            place: components["schemas"]["Point"];
            /** @enum {string} */
            source: "responder" | "staff" | "public";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            vettedAt: string | null;
            reason: string | null;
            /** @description People who say that it is wrong. */
            reportedCount: number;
            endedAt: string | null;
            contact: components["schemas"]["BoardContact"];
            claims: components["schemas"]["MatchedBoardClaim"][];
        };
        /** @description For both sides of a claim alone. */
        BoardContact: {
            displayName: string;
            phone: string | null;
            email: string | null;
            place: components["schemas"]["Point"] | null;
        };
        MatchedBoardClaim: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            entryId: string;
            forEntryId: string | null;
            quantity: number;
            /** @enum {string} */
            status: "held" | "done" | "released" | "expired";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            claimedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            contact: components["schemas"]["BoardContact"] | null;
        };
        BoardClaim: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            entryId: string;
            forEntryId: string | null;
            quantity: number;
            /** @enum {string} */
            status: "held" | "done" | "released" | "expired";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            claimedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        /** @description Entries of the other side, best first, and why. */
        BoardMatches: {
            items: {
                entry: components["schemas"]["BoardEntry"];
                score: number;
                parts: {
                    kind: number;
                    distance: number;
                    quantity: number;
                    time: number;
                };
                distanceM: number;
                /** @enum {string} */
                comes: "offer" | "need" | "either";
                quantity: number;
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
            }[];
        };
        /** @description What is one’s own, and what others have put up. */
        OwnBoard: {
            entries: components["schemas"]["OwnBoardEntry"][];
            claims: components["schemas"]["OwnBoardClaim"][];
            shown: components["schemas"]["ShownBoardPage"];
        };
        OwnBoardEntry: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            side: "offer" | "need";
            /** @enum {string} */
            kind: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
            title: string;
            note: string | null;
            quantity: number;
            leftCount: number;
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
            cell: {
                centre: components["schemas"]["Point"];
                sizeM: number;
            };
            travelMaxM: number;
            /** @enum {string} */
            status: "pending-proof" | "pending-vetting" | "open" | "claimed" | "done" | "closed" | "expired" | "done-by-others";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            confirmedAt: string;
            place: components["schemas"]["Point"];
            reason: string | null;
            /** @description Say that it is still so, or it expires. */
            isAskedAgain: boolean;
            claims: components["schemas"]["MatchedBoardClaim"][];
        };
        OwnBoardClaim: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            entryId: string;
            forEntryId: string | null;
            quantity: number;
            /** @enum {string} */
            status: "held" | "done" | "released" | "expired";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            claimedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            contact: components["schemas"]["BoardContact"] | null;
            entry: components["schemas"]["ShownBoardEntry"];
        };
        ShownBoardEntry: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            side: "offer" | "need";
            /** @enum {string} */
            kind: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
            title: string;
            note: string | null;
            quantity: number;
            leftCount: number;
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
            cell: {
                centre: components["schemas"]["Point"];
                sizeM: number;
            };
            travelMaxM: number;
            /** @enum {string} */
            status: "pending-proof" | "pending-vetting" | "open" | "claimed" | "done" | "closed" | "expired" | "done-by-others";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            confirmedAt: string;
        };
        ShownBoardPage: {
            items: components["schemas"]["ShownBoardEntry"][];
            nextCursor: string | null;
        };
        /** @description A code was sent to the address. */
        BoardEntryTaken: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            entryId: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        /** @description Opens this one entry; shown this once. */
        BoardBadge: {
            badge: string;
        };
        WarningsTaken: {
            items: {
                /** @enum {string} */
                outcome: "added" | "known-before";
                warning: components["schemas"]["WarningSummary"];
            }[];
            /** @description Of a collection: which of it could not be read, and why. */
            refused: {
                identifier: string;
                says: string;
            }[];
        };
        WarningSummary: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            origin: "cap" | "nws" | "environment-agency";
            /** @description Null where somebody sent it in. */
            feedRef: string | null;
            sender: string;
            identifier: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            sentAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            receivedAt: string;
            /** @enum {string} */
            state: "current" | "updated" | "cancelled" | "expired" | "dismissed";
            /** @enum {string} */
            status: "Actual" | "Exercise" | "System" | "Test" | "Draft";
            /** @enum {string} */
            messageType: "Alert" | "Update" | "Cancel";
            /** @enum {string} */
            scope: "Public" | "Restricted" | "Private";
            /** @description In which mode a call-out may come of it; null: none may. */
            proposes: ("actual" | "exercise" | "test") | null;
            whyNoProposal: string | null;
            event: string;
            headline: string | null;
            urgency: string | null;
            severity: string | null;
            certainty: string | null;
            senderName: string | null;
            areaNames: string[];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            startsAt: string;
            /** @description Null: until it is updated, cancelled or dismissed. */
            expiresAt: string | null;
        };
        WarningPage: {
            items: components["schemas"]["WarningSummary"][];
            nextCursor: string | null;
        };
        Warning: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            origin: "cap" | "nws" | "environment-agency";
            /** @description Null where somebody sent it in. */
            feedRef: string | null;
            sender: string;
            identifier: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            sentAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            receivedAt: string;
            /** @enum {string} */
            state: "current" | "updated" | "cancelled" | "expired" | "dismissed";
            /** @enum {string} */
            status: "Actual" | "Exercise" | "System" | "Test" | "Draft";
            /** @enum {string} */
            messageType: "Alert" | "Update" | "Cancel";
            /** @enum {string} */
            scope: "Public" | "Restricted" | "Private";
            /** @description In which mode a call-out may come of it; null: none may. */
            proposes: ("actual" | "exercise" | "test") | null;
            whyNoProposal: string | null;
            event: string;
            headline: string | null;
            urgency: string | null;
            severity: string | null;
            certainty: string | null;
            senderName: string | null;
            areaNames: string[];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            startsAt: string;
            /** @description Null: until it is updated, cancelled or dismissed. */
            expiresAt: string | null;
            infos: components["schemas"]["WarningInfo"][];
            /** @description Its own, or else of stored areas that carry its codes; null: not known. */
            area: components["schemas"]["Area"] | null;
            geocodes: {
                name: string;
                value: string;
                areaRef: string | null;
            }[];
            references: {
                sender: string;
                identifier: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                sentAt: string;
                warningId: string | null;
            }[];
            replacedById: string | null;
            /**
             * @description Signatures are told and not checked: nothing here rests on one.
             * @enum {string}
             */
            signature: "absent" | "present-unverified";
            signedBy: string | null;
            /** @description What is odd about it and did not keep it out. */
            remarks: {
                code: string;
                says: string;
            }[];
            dismissedReason: string | null;
            /** @description Opened from a proposal of it, or of one that it replaces. */
            callouts: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                calloutId: string;
                status: string;
                title: string;
            }[];
        };
        /** @description What it says in one language, or of one part. */
        WarningInfo: {
            language: string;
            event: string;
            headline: string | null;
            description: string | null;
            instruction: string | null;
            contact: string | null;
            web: string | null;
            startsAt: string | null;
            expiresAt: string | null;
        };
        CalloutProposal: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            warningId: string;
            templateRef: string;
            /** @description Complete, and sent by nobody: a person opens it, changed or not. */
            draft: components["schemas"]["OpenCalloutOutput"];
            remarks: {
                code: string;
                says: string;
            }[];
        };
        WarningFeedList: {
            items: components["schemas"]["WarningFeed"][];
        };
        WarningFeed: {
            title: string;
            /** Format: uri */
            url: string;
            /** @enum {string} */
            format: "atom" | "rss" | "json";
            /** @default 300000 */
            everyMs: number;
            /** @default false */
            paused: boolean;
            feedRef: string;
            lastTriedAt: string | null;
            lastReadAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            nextAt: string;
            /** @description Why it could not be read; what it said before stays as it was. */
            failing: {
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                since: string;
                times: number;
                says: string;
            } | null;
            /** @description Entries when it was last read. */
            entryCount: number;
            /** @description Entries of the last reading that were not taken, and why. */
            refused: {
                entry: string;
                says: string;
            }[];
        };
        CalloutTemplateList: {
            items: components["schemas"]["CalloutTemplate"][];
        };
        CalloutTemplate: {
            title: string;
            briefing: {
                /** @default null */
                event: unknown;
                /** @default null */
                task: unknown;
                /** @default null */
                contact: unknown;
                /** @default null */
                bring: unknown;
                /** @default null */
                risks: unknown;
            };
            needs: components["schemas"]["CalloutNeedOutput"][];
            /** @default [] */
            musterPoints: components["schemas"]["MusterPointOutput"][];
            policy: components["schemas"]["CalloutPolicyOutput"];
            /**
             * @default {
             *       "now": true,
             *       "entering": true,
             *       "living": false
             *     }
             */
            presence: components["schemas"]["Presence"];
            /** @default [] */
            shifts: components["schemas"]["TemplateShift"][];
            /**
             * @description How long the work lasts; null: as long as the warning.
             * @default null
             */
            durationMs: number | null;
            /**
             * @description After this nothing may be drafted from it: risks and places age.
             * @default null
             */
            validUntil: string | null;
            templateRef: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            changedAt: string;
        };
        BookingPage: {
            items: components["schemas"]["Booking"][];
            nextCursor: string | null;
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
        OwnBookings: {
            items: components["schemas"]["OwnBooking"][];
        };
        OwnBooking: {
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
            title: string;
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            /** @enum {string} */
            calloutStatus: "open" | "filled" | "closed" | "cancelled";
            briefing: components["schemas"]["Briefing"];
            needLabel: string | null;
            musterPoint: components["schemas"]["OwnMusterPoint"] | null;
            /** @description Place in the order of the reserve, from 1; null for whoever has a place. */
            reservePosition: number | null;
            stopComingAt: string | null;
            thanks: string | null;
        };
        OwnMusterPoint: {
            musterKey: string;
            name: string;
            place: components["schemas"]["Point"] | null;
            routeNote: string;
            parkingNote: string;
        };
        PassGiven: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            passId: string;
            label: string;
            usesMax: number;
            usedCount: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validUntil: string;
            musterKey: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            revokedAt: string | null;
            code: string;
            /** @description For a link or a QR code; the code stands behind the #, so that no server sees it. */
            url: string | null;
        };
        Passes: {
            items: components["schemas"]["Pass"][];
        };
        Pass: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            passId: string;
            label: string;
            usesMax: number;
            usedCount: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validUntil: string;
            musterKey: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            revokedAt: string | null;
        };
        PassShown: {
            organisation: string;
            title: string;
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            briefing: components["schemas"]["Briefing"];
            window: components["schemas"]["CalloutWindow"];
            shifts: components["schemas"]["Shift"][];
            needs: {
                needKey: string;
                label: string;
                /** @default null */
                shiftKey: string | null;
                /** @default {} */
                equipment: components["schemas"]["Pieces"];
            }[];
            musterPoints: {
                musterKey: string;
                name: string;
            }[];
            /** @description Of the pass; the call-out may have fewer. */
            placesLeft: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validUntil: string;
            /** @description False once the call-out is over. */
            isOpen: boolean;
        };
        PassJoined: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            bookingId: string;
            badge: string;
            booking: components["schemas"]["OwnBooking"];
        };
        CalloutPreview: {
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            /** @description As it would be used, after repairs. */
            area: components["schemas"]["Area"];
            exclusions: components["schemas"]["Area"] | null;
            repairs: components["schemas"]["AreaRepair"][];
            /** @description False where there are so many that only some were counted. */
            isWhole: boolean;
            /** @description People who count as being in the area. */
            inAreaCount: number;
            /** @description Those of them who could be asked now. */
            reachableCount: number;
            /** @description Why the others would not be asked, by reason. */
            byReason: {
                [key: string]: number;
            };
            perNeed: {
                needKey: string;
                wantedCount: number;
                eligibleCount: number;
                piecesOffered: {
                    [key: string]: number;
                };
            }[];
            perWave: {
                label: string;
                eligibleCount: number;
            }[];
            costs: {
                /** @enum {string} */
                channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
                messagesExpected: number;
                messagesMax: number;
                segmentsPerMessage: number;
                costExpected: number;
                costMax: number;
                currency: string | null;
            }[];
            /** @description People likely to be asked until it is filled. */
            askedExpected: number;
            needsApproval: boolean;
        };
        AreaRepair: {
            /** @description Of the message, e.g. `area` or `exclusions`. */
            field: string;
            /** @enum {string} */
            kind: "ring-closed" | "points-repeated" | "spike-removed" | "turned-round" | "loops-cut" | "parts-joined" | "hole-made" | "hole-cut" | "circle-drawn" | "stored-area";
            says: string;
        };
        CalloutAreaChanged: {
            callout: components["schemas"]["Callout"];
            repairs: components["schemas"]["AreaRepair"][];
            /** @description People told to stay where they are or turn back. */
            heldCount: number;
            /** @description People told that they may go on. */
            letGoOnCount: number;
        };
        StoredAreaPage: {
            items: components["schemas"]["StoredAreaSummary"][];
            nextCursor: string | null;
        };
        /** @description Without its outline. */
        StoredAreaSummary: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            areaRef: string;
            label: string;
            description: string | null;
            geocodes: {
                name: string;
                value: string;
            }[];
            source: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            updatedAt: string;
            pointCount: number;
        };
        StoredArea: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            areaRef: string;
            label: string;
            description: string | null;
            geocodes: {
                name: string;
                value: string;
            }[];
            source: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            updatedAt: string;
            area: components["schemas"]["Area"];
        };
        /** @description The area as it is kept, and what was put right. */
        AreaPut: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            areaRef: string;
            label: string;
            description: string | null;
            geocodes: {
                name: string;
                value: string;
            }[];
            source: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            updatedAt: string;
            area: components["schemas"]["Area"];
            repairs: components["schemas"]["AreaRepair"][];
        };
        AreaImportReport: {
            dryRun: boolean;
            readCount: number;
            addedCount: number;
            changedCount: number;
            unchangedCount: number;
            refusedCount: number;
            /** @description Refused first, then repaired; at most 500. */
            lines: {
                /** @description Of the feature or item in the file, from 0. */
                index: number;
                areaRef: string | null;
                /** @enum {string} */
                outcome: "added" | "changed" | "unchanged" | "refused";
                reason: string | null;
                repairs: string[];
            }[];
        };
        MessagePricesView: {
            /** @description Null where nobody has said. */
            currency: string | null;
            prices: {
                [key: string]: number;
            };
        };
        Ledger: {
            /** @description Such as "9 rang, 2 by SMS, 1 not reached". */
            summary: string;
            people: components["schemas"]["Reached"][];
            unconfirmed: components["schemas"]["Reached"][];
            lines: components["schemas"]["LedgerLine"][];
        };
        Reached: {
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
            /**
             * @description The newest thing sent to them.
             * @enum {string}
             */
            subject: "alert" | "stood-down" | "changed";
            /** @enum {string} */
            state: "waiting" | "rang" | "seen" | "answered" | "not-reached" | "spared";
            /** @description Channel that reached them first. */
            by: ("live" | "push" | "web-push" | "sms" | "voice" | "email") | null;
            confirmedAt: string | null;
            sentence: string;
        };
        LedgerLine: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            deliveryId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            alertId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            displayName: string;
            /** @enum {string} */
            channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
            /** @enum {string} */
            subject: "alert" | "stood-down" | "changed";
            /** @enum {string} */
            status: "queued" | "handed-over" | "delivered" | "not-needed" | "failed";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            queuedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            dueAt: string;
            finishedAt: string | null;
            deliveredAt: string | null;
            seenAt: string | null;
            answeredAt: string | null;
            /** @description Why it was not needed. */
            spared: string | null;
            error: string | null;
            attempts: {
                deviceId: string | null;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                handedOverAt: string;
                /** @description When the provider answered; null where it did not. */
                answeredAt: string | null;
                /** @enum {string} */
                outcome: "taken" | "address-gone" | "refused" | "try-again" | "no-answer";
                providerRef: string | null;
                error: string | null;
            }[];
            /** @description The line in one plain sentence. */
            sentence: string;
        };
        SetAsidePage: {
            items: components["schemas"]["SetAside"][];
            nextCursor: string | null;
        };
        SetAside: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * @description Looking again at whom to alert, or carrying one message to one person.
             * @enum {string}
             */
            what: "review" | "delivery";
            /** @enum {string} */
            about: "incident" | "callout" | "drill";
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            aboutId: string;
            channel: ("live" | "push" | "web-push" | "sms" | "voice" | "email") | null;
            /** @description Attempts in a row that failed or never ended. */
            failures: number;
            /** @description What broke; for whoever runs the server. */
            reason: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            setAsideAt: string;
        };
        ReplyPage: {
            items: components["schemas"]["Reply"][];
            nextCursor: string | null;
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
        ResponsePlans: {
            items: components["schemas"]["ResponsePlanSummary"][];
        };
        ResponsePlanSummary: {
            name: string;
            version: number;
            /** @enum {string} */
            status: "draft" | "active" | "retired";
            title: string;
            kinds: ("cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical")[];
            determinants: string[];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
        };
        ResponsePlan: {
            name: string;
            version: number;
            /** @enum {string} */
            status: "draft" | "active" | "retired";
            title: string;
            kinds: ("cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical")[];
            determinants: string[];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            policy: components["schemas"]["Policy"];
            safetyRules: components["schemas"]["SafetyRule"][];
        };
        Presets: {
            items: {
                name: string;
                version: number;
                policy: components["schemas"]["Policy"];
            }[];
        };
        ShadowRunResult: {
            /** @description Past incidents the draft is meant for. */
            incidents: number;
            /** @description Looked at, and not meant by it. */
            otherIncidents: number;
            /** @description Kept in a form of another release. */
            unreadable: number;
            alertsThen: number;
            alertsNow: number;
            peopleOnlyThen: number;
            peopleOnlyNow: number;
            /** @description Mean change of expected survival where both reckon in the same curve. */
            survivalChange: number | null;
            survivalCompared: number;
            /** @description Asked someone then, and nobody now. */
            nobodyNow: number;
            /** @description What this comparison cannot show. */
            remarks: string[];
            /** @description Newest first. */
            cases: components["schemas"]["ShadowCase"][];
        };
        ShadowCase: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            incidentId: string;
            controlRef: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            decidedAt: string;
            alertsThen: number;
            alertsNow: number;
            /** @description People asked then only, by their ids. */
            onlyThen: string[];
            /** @description People asked now only, by their ids. */
            onlyNow: string[];
            survivalThen: number | null;
            survivalNow: number | null;
            /** @description Why nobody would have been asked; null where somebody would. */
            whyNobody: string | null;
        };
        ResponsePlanVersions: {
            items: components["schemas"]["ResponsePlan"][];
        };
        DangerAreas: {
            items: components["schemas"]["DangerArea"][];
        };
        DangerArea: {
            code: string;
            says: string;
            area: components["schemas"]["Area"];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            to: string | null;
            keepsAway: ("public-place" | "home" | "professional")[];
        };
        ControlMappingList: {
            items: {
                /** @description As `?mapping=` names it where a document is posted. */
                name: string;
                title: string;
                /** @enum {string} */
                form: "json" | "xml";
                /** @description Whether it has an outgoing part. */
                writes: boolean;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                changedAt: string;
            }[];
        };
        ControlMapping: {
            title: string;
            /** @enum {string} */
            form: "json" | "xml";
            /**
             * @description Path to each message; null: the document is one.
             * @default null
             */
            messages: string | null;
            fields: {
                documentId?: components["schemas"]["MappedFieldSourceOutput"];
                op?: components["schemas"]["MappedFieldSourceOutput"];
                controlRef?: components["schemas"]["MappedFieldSourceOutput"];
                version?: components["schemas"]["MappedFieldSourceOutput"];
                sentAt?: components["schemas"]["MappedFieldSourceOutput"];
                kind?: components["schemas"]["MappedFieldSourceOutput"];
                priority?: components["schemas"]["MappedFieldSourceOutput"];
                mode?: components["schemas"]["MappedFieldSourceOutput"];
                lat?: components["schemas"]["MappedFieldSourceOutput"];
                lon?: components["schemas"]["MappedFieldSourceOutput"];
                point?: components["schemas"]["MappedFieldSourceOutput"];
                grid?: components["schemas"]["MappedFieldSourceOutput"];
                placeAccuracyM?: components["schemas"]["MappedFieldSourceOutput"];
                address?: components["schemas"]["MappedFieldSourceOutput"];
                notesForResponders?: components["schemas"]["MappedFieldSourceOutput"];
                calledAt?: components["schemas"]["MappedFieldSourceOutput"];
                ambulanceEtaAt?: components["schemas"]["MappedFieldSourceOutput"];
                determinantCode?: components["schemas"]["MappedFieldSourceOutput"];
                hazards?: components["schemas"]["MappedFieldSourceOutput"];
                patientAgeYears?: components["schemas"]["MappedFieldSourceOutput"];
                setting?: components["schemas"]["MappedFieldSourceOutput"];
                reason?: components["schemas"]["MappedFieldSourceOutput"];
            };
            /** @default null */
            outgoing: {
                mediaType: string;
                skeleton: components["schemas"]["AnyJsonOutput"];
                /** @default {} */
                codes: {
                    status?: {
                        [key: string]: string;
                    };
                    progress?: {
                        [key: string]: string;
                    };
                    kind?: {
                        [key: string]: string;
                    };
                    priority?: {
                        [key: string]: string;
                    };
                    mode?: {
                        [key: string]: string;
                    };
                    responderStatus?: {
                        [key: string]: string;
                    };
                };
            } | null;
            /** @description As `?mapping=` names it where a document is posted. */
            name: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            changedAt: string;
        };
        TriedControlMapping: {
            messages: {
                documentId: unknown;
                /** @enum {string} */
                op: "raise" | "update" | "close" | "cancel";
                /** @description The caller's own reference; repeating it never creates a second one. */
                controlRef: string;
                /** @description As our own message would say it. */
                message: {
                    [key: string]: unknown;
                };
                kept: {
                    path: string;
                    value: string;
                }[];
                /** @description Fields of the mapping that the document does not have. */
                missing: ("documentId" | "op" | "controlRef" | "version" | "sentAt" | "kind" | "priority" | "mode" | "lat" | "lon" | "point" | "grid" | "placeAccuracyM" | "address" | "notesForResponders" | "calledAt" | "ambulanceEtaAt" | "determinantCode" | "hazards" | "patientAgeYears" | "setting" | "reason")[];
            }[];
        };
        Templates: {
            items: components["schemas"]["Template"][];
        };
        Template: {
            /** @enum {string} */
            kind: "alert" | "callout" | "drill" | "stood-down" | "changed" | "which-one" | "drill-missed" | "code" | "registered-already" | "invited" | "phones-changed" | "push-proof" | "credential-ending";
            /** @enum {string} */
            channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
            /** @enum {string} */
            language: "en" | "fr" | "de";
            title: string | null;
            body: string;
            /** @description False for the words that come with Closeby. */
            isOwn: boolean;
            updatedAt: string | null;
            preview: {
                title: string | null;
                body: string;
                /** @description As it is spoken in a call. */
                speech: string | null;
                characters: number;
                alphabet: ("GSM-7" | "UCS-2") | null;
                segments: number | null;
            };
        };
        Responder: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            externalRef: string;
            displayName: string;
            onDuty: boolean;
            testPhone: boolean;
            disabled: boolean;
            /** @enum {string} */
            travelMode: "foot" | "bicycle" | "car";
            /**
             * @description The most the organisation allows.
             * @enum {string}
             */
            tier: "public-place" | "home" | "professional";
            /** @description What comes of that and of what is verified and valid now; null for nothing. */
            tierNow: ("public-place" | "home" | "professional") | null;
            /** @enum {string} */
            language: "en" | "fr" | "de";
            /** @description Ways to this person that have an address and are not declined. */
            channels: ("live" | "push" | "web-push" | "sms" | "voice" | "email")[];
            credentials: components["schemas"]["Credential"][];
        };
        Credential: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            kind: "cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling";
            issuer: string;
            /** @enum {string} */
            status: "pending" | "verified" | "refused" | "revoked";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validFrom: string;
            validTo: string | null;
            number: string | null;
            hasProof: boolean;
            reviewedBy: string | null;
            reviewedAt: string | null;
        };
        ResponderPage: {
            items: components["schemas"]["Responder"][];
            nextCursor: string | null;
        };
        /** @description Shown once; the phone trades it for a token. */
        Enrolment: {
            enrolmentCode: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        /** @description Used while no fresh position is shared. */
        Places: {
            places: {
                /** @enum {string} */
                kind: "home" | "work";
                place: components["schemas"]["Point"];
                hours: string | null;
                /**
                 * @description `unknown` where the hours could not be read, or nobody gave any.
                 * @enum {string}
                 */
                hoursRead: "always" | "intervals" | "unknown";
            }[];
        };
        Aed: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            externalRef: string;
            name: string;
            place: components["schemas"]["Point"];
            locationDetail: string | null;
            /** @enum {string} */
            access: "public" | "customers" | "permissive" | "private" | "no" | "unknown";
            openingHours: string | null;
            /**
             * @description `unknown` where the text could not be read; such an AED is never called open.
             * @enum {string}
             */
            hoursRead: "always" | "intervals" | "unknown";
            /** @enum {string} */
            status: "unverified" | "available" | "out-of-service" | "retired";
            /** @description What a responder reported of it; null where nobody did. */
            outOfServiceReason: ("collected" | "missing" | "locked" | "flat") | null;
            lastCheckedAt: string | null;
            floor: string | null;
            /** @description The code itself is not shown here. */
            hasCabinetCode: boolean;
        };
        Aeds: {
            items: components["schemas"]["Aed"][];
        };
        ResponderHistory: {
            items: components["schemas"]["AuditRow"][];
            nextCursor: string | null;
        };
        AuditRow: {
            /** @description Grows by one within the organisation. */
            seq: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            actor: {
                /** @enum {string} */
                role: "control" | "dispatcher" | "coordinator" | "supervisor" | "registrar" | "auditor" | "read-only" | "responder" | "closeby" | "nobody";
                id: string | null;
            };
            action: string;
            subject: {
                kind: string;
                id: string;
            } | null;
            /** @enum {string} */
            outcome: "done" | "refused";
            detail: {
                [key: string]: string | number | boolean | null;
            };
            /** @description SHA-256 over the hash before it and this entry. */
            hash: string;
        };
        AedRegisterPage: {
            items: components["schemas"]["RegisteredAed"][];
            nextCursor: string | null;
            counts: components["schemas"]["AedCounts"];
        };
        RegisteredAed: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            externalRef: string;
            name: string;
            place: components["schemas"]["Point"];
            locationDetail: string | null;
            /** @enum {string} */
            access: "public" | "customers" | "permissive" | "private" | "no" | "unknown";
            openingHours: string | null;
            /**
             * @description `unknown` where the text could not be read; such an AED is never called open.
             * @enum {string}
             */
            hoursRead: "always" | "intervals" | "unknown";
            /** @enum {string} */
            status: "unverified" | "available" | "out-of-service" | "retired";
            /** @description What a responder reported of it; null where nobody did. */
            outOfServiceReason: ("collected" | "missing" | "locked" | "flat") | null;
            lastCheckedAt: string | null;
            floor: string | null;
            /** @description The code itself is not shown here. */
            hasCabinetCode: boolean;
            /**
             * @description At the moment of the answer.
             * @enum {string}
             */
            open: "open" | "closed" | "unknown";
            /** @description When that ends, where it is known. */
            changesAt: string | null;
            gaps: ("report" | "hours" | "check" | "detail" | "access")[];
            /** @description Its register; null where put by hand. */
            source: string | null;
            /** @description The newest report while it waits to be confirmed. */
            report: {
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                at: string;
                responder: {
                    /**
                     * Format: uuid
                     * @description Identifier given by Closeby.
                     */
                    id: string;
                    displayName: string;
                } | null;
            } | null;
        };
        AedCounts: {
            total: number;
            available: number;
            unverified: number;
            outOfService: number;
            retired: number;
            gaps: {
                [key: string]: number;
            };
        };
        /** @description `unknown` is never called open. */
        HoursRead: {
            /** @enum {string} */
            hoursRead: "always" | "intervals" | "unknown";
            /** @enum {string} */
            open: "open" | "closed" | "unknown";
            /** @description When that ends, where it is known. */
            changesAt: string | null;
        };
        /** @description Lines name references alone; unchanged ones are not. */
        ImportReport: {
            /** @description Whether anything was changed. */
            applied: boolean;
            /** @description Names this very outcome; hand it back to apply it. */
            token: string;
            read: number;
            added: number;
            changed: number;
            unchanged: number;
            refused: number;
            /** @description AEDs that are elsewhere now. */
            moved: number;
            /** @description AEDs that had left their register. */
            back: number;
            /** @description AEDs that their register has no more. */
            gone: number;
            hoursUnknown: number;
            /** @description Why the whole file is not believed. */
            refusal: string | null;
            lines: {
                /** @description Such as `line 3` or `node/42`. */
                where: string | null;
                ref: string | null;
                /** @enum {string} */
                change: "added" | "changed" | "moved" | "back" | "gone" | "unchanged" | "refused";
                why: string | null;
            }[];
            linesLeftOut: number;
        };
        ReadinessHours: {
            timeZone: string;
            /**
             * Format: date-time
             * @description Past incidents since then are reckoned in.
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            to: string;
            /** @description On duty now, verified, not disabled. */
            onDuty: number;
            /** @description 168 of them: Monday 00:00 to 01:00 first, in the time zone. */
            hours: {
                /** @description On duty, and their schedule has this hour. */
                scheduled: number;
                /** @description On duty without a schedule. */
                anyHour: number;
                /** @description Past incidents of this hour. */
                incidents: number;
                /** @description Of those, in which nobody was alerted. */
                nobody: number;
                /** @description Median distance of the nearest who was alerted; null where nobody was. */
                nearestM: number | null;
                /** @description Mean number who accepted. */
                accepted: number | null;
            }[];
        };
        /** @description Actual incidents alone: exercises and tests are not counted. */
        ServiceReport: {
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            to: string;
            /** @description In which months begin and end. */
            timeZone: string;
            total: components["schemas"]["ServiceFigures"];
            months: {
                incidents: number;
                /** @description Somebody was alerted. */
                alertedIncidents: number;
                /** @description Somebody accepted. */
                acceptedIncidents: number;
                /** @description Somebody came to the scene. */
                onSceneIncidents: number;
                /** @description Somebody came with an AED. */
                aedIncidents: number;
                /** @description On scene before the ambulance was expected. */
                beforeAmbulance: number;
                /** @description Somebody came, and control had said when the ambulance was expected. */
                ambulanceKnown: number;
                alerts: number;
                accepted: number;
                onScene: number;
                callToAlert: components["schemas"]["ServiceTime"];
                alertToAccept: components["schemas"]["ServiceTime"];
                callToOnScene: components["schemas"]["ServiceTime"];
                alertToOnScene: components["schemas"]["ServiceTime"];
                /** @description Alerts that a receipt came for, by the channel that was first. */
                reachedBy: {
                    [key: string]: number;
                };
                /** @description Alerts without any receipt. */
                notReached: number;
                /** @description 2026-03 */
                month: string;
            }[];
            /** @description There were more incidents than are reckoned in. */
            more: boolean;
        };
        ServiceFigures: {
            incidents: number;
            /** @description Somebody was alerted. */
            alertedIncidents: number;
            /** @description Somebody accepted. */
            acceptedIncidents: number;
            /** @description Somebody came to the scene. */
            onSceneIncidents: number;
            /** @description Somebody came with an AED. */
            aedIncidents: number;
            /** @description On scene before the ambulance was expected. */
            beforeAmbulance: number;
            /** @description Somebody came, and control had said when the ambulance was expected. */
            ambulanceKnown: number;
            alerts: number;
            accepted: number;
            onScene: number;
            callToAlert: components["schemas"]["ServiceTime"];
            alertToAccept: components["schemas"]["ServiceTime"];
            callToOnScene: components["schemas"]["ServiceTime"];
            alertToOnScene: components["schemas"]["ServiceTime"];
            /** @description Alerts that a receipt came for, by the channel that was first. */
            reachedBy: {
                [key: string]: number;
            };
            /** @description Alerts without any receipt. */
            notReached: number;
        };
        /** @description Whole seconds; null where there is no incident. */
        ServiceTime: {
            /** @description Incidents in which both moments are known. */
            count: number;
            p50S: number | null;
            p90S: number | null;
        };
        OrganisationProfile: {
            slug: string;
            name: string;
            timeZone: string;
            /** @description The preset that decides where no plan does. */
            policyName: string;
            area: components["schemas"]["Area"] | null;
        };
        AuditChain: {
            /** @description Entries looked at, the oldest first. */
            rows: number;
            /** @description Whether that is all of them. */
            whole: boolean;
            /** @description The first entry that is not as it was written. */
            fault: {
                seq: number;
                /** @enum {string} */
                why: "missing" | "altered" | "columns-differ" | "head-differs";
            } | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            checkedAt: string;
        };
        AedFeedList: {
            items: components["schemas"]["AedFeed"][];
        };
        AedFeed: {
            title: string;
            /** Format: uri */
            url: string;
            /**
             * @description JSON of OpenStreetMap, its changes, our CSV, a table, or the French GéoDAE.
             * @enum {string}
             */
            format: "osm" | "osm-change" | "csv" | "table" | "geodae";
            /**
             * @description The state whose public holidays the opening hours keep.
             * @default null
             */
            region: string | null;
            /** @default 21600000 */
            everyMs: number;
            /** @default false */
            paused: boolean;
            /**
             * @description Says what it would do, and does nothing of it.
             * @default false
             */
            dryRun: boolean;
            /** @description Also the name of the register. */
            feedRef: string;
            lastTriedAt: string | null;
            lastReadAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            nextAt: string;
            /** @description Why it could not be read; its AEDs stay as they are. */
            failing: {
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                since: string;
                times: number;
                says: string;
            } | null;
            /** @description What the last reading that was not the same did, or would do. */
            report: {
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                at: string;
                applied: boolean;
                /** @description Why nothing was applied. */
                refusal: string | null;
                read: number;
                added: number;
                changed: number;
                moved: number;
                back: number;
                gone: number;
                unchanged: number;
                refused: number;
                hoursUnknown: number;
                refusedRows: {
                    where: string;
                    why: string;
                }[];
            } | null;
        };
        /** @description How well squares are covered at an hour of the week; nobody’s place. */
        Coverage: {
            /** @description Of the week, in the time zone: Monday 00:00 to 01:00 is 0. */
            hour: number;
            /**
             * Format: date-time
             * @description The middle of that hour, when it comes next.
             */
            at: string;
            timeZone: string;
            /**
             * @description Seconds from the alert.
             * @example 360
             */
            limitS: number;
            cellM: number;
            squares: {
                /** @constant */
                type: "FeatureCollection";
                features: components["schemas"]["CoverageSquare"][];
            };
            totals: {
                squares: number;
                byClass: {
                    [key: string]: number;
                };
                /** @description Of the arrests to come: two people and an AED in time; steps of 0.01. */
                reached: number;
                /** @description To be expected at that hour, anywhere. */
                people: number;
                /** @description That may be had at that hour, anywhere. */
                aeds: number;
            };
            /** @description The worst first. */
            gaps: components["schemas"]["CoverageGap"][];
            /** @description There were more people or AEDs than fit in. */
            truncated: boolean;
        };
        CoverageSquare: {
            /** @constant */
            type: "Feature";
            geometry: {
                /** @constant */
                type: "Polygon";
                coordinates: [
                    number,
                    number
                ][][];
            };
            properties: {
                /**
                 * @description `few`: fewer than five people may come in time, or nobody; no figure is given.
                 * @enum {string}
                 */
                class: "few" | "low" | "fair" | "good";
                /** @description That two trained people and an AED are there in time, in steps of 0.05. */
                probability: number | null;
            };
        };
        CoverageGap: {
            /** @constant */
            type: "Feature";
            geometry: {
                /** @constant */
                type: "Polygon";
                coordinates: [
                    number,
                    number
                ][][];
            };
            properties: {
                /**
                 * @description `few`: fewer than five people may come in time, or nobody; no figure is given.
                 * @enum {string}
                 */
                class: "few" | "low" | "fair" | "good";
                /** @description That two trained people and an AED are there in time, in steps of 0.05. */
                probability: number | null;
                /** @description Of all arrests to come; steps of 0.001. */
                expectedShare: number;
                /** @description Of all arrests to come: here, and not reached in time. */
                lack: number;
            };
        };
        CoverageImprovements: {
            /** @description Of the week, in the time zone: Monday 00:00 to 01:00 is 0. */
            hour: number;
            /**
             * Format: date-time
             * @description The middle of that hour, when it comes next.
             */
            at: string;
            timeZone: string;
            /**
             * @description Seconds from the alert.
             * @example 360
             */
            limitS: number;
            /** @description Squares where one more AED that is always open adds most, the best first. */
            aeds: components["schemas"]["CoverageImprovement"][];
            /** @description Squares where 10 more people on foot add most, the best first. */
            people: components["schemas"]["CoverageImprovement"][];
            /** @description Squares tried: those with the worst gaps. */
            tried: number;
        };
        CoverageImprovement: {
            /** @constant */
            type: "Feature";
            geometry: {
                /** @constant */
                type: "Polygon";
                coordinates: [
                    number,
                    number
                ][][];
            };
            properties: {
                /** @description Of all arrests to come: reached besides those that are. */
                gain: number;
            };
        };
        CoverageThreshold: {
            threshold: {
                /**
                 * @description That are looked at, as they come.
                 * @example [
                 *       22,
                 *       23
                 *     ]
                 */
                hours: number[];
                /** @description From which a square counts as covered. */
                probability: number;
                /** @description That has to be covered. */
                share: number;
                /**
                 * @description What the share is of.
                 * @enum {string}
                 */
                of: "squares" | "arrests";
                /**
                 * @description Of the local day: the next 24 hours are looked at then.
                 * @example 1080
                 */
                tellAtMinute: number;
            } | null;
            /** @description Days looked at, the newest first. */
            warnings: components["schemas"]["CoverageWarning"][];
        };
        CoverageWarning: {
            /**
             * @description On which it was looked at.
             * @example 2026-03-01
             */
            day: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            wantedShare: number;
            /** @description Hours that were below; empty where none was. */
            below: {
                /** @description Of the week, in the time zone: Monday 00:00 to 01:00 is 0. */
                hour: number;
                share: number;
            }[];
            /** @description The weakest squares of the worst hour. */
            weakest: {
                /** @constant */
                type: "Feature";
                geometry: {
                    /** @constant */
                    type: "Polygon";
                    coordinates: [
                        number,
                        number
                    ][][];
                };
                properties: {
                    /** @enum {string} */
                    class: "few" | "low" | "fair" | "good";
                };
            }[];
            /** @description When coordinators were told by e-mail; null where nobody was, or had to be. */
            toldAt: string | null;
        };
        OwnCredentials: {
            items: components["schemas"]["OwnCredential"][];
            /** @description Whom they may be sent to now, by what is verified and valid; null for nobody. */
            tier: ("public-place" | "home" | "professional") | null;
        };
        OwnCredential: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            kind: "cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling";
            issuer: string;
            number: string | null;
            /** @enum {string} */
            status: "pending" | "verified" | "refused" | "revoked";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validFrom: string;
            validTo: string | null;
            proof: components["schemas"]["CredentialProof"] | null;
            /** @description Why it was refused. */
            reason: string | null;
        };
        /** @description That there is one; the file has its own route. */
        CredentialProof: {
            /** @enum {string} */
            mediaType: "image/jpeg" | "image/png" | "application/pdf";
            bytes: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            uploadedAt: string;
        };
        FiledCredentialPage: {
            items: components["schemas"]["FiledCredential"][];
            nextCursor: string | null;
        };
        FiledCredential: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            kind: "cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling";
            issuer: string;
            number: string | null;
            /** @enum {string} */
            status: "pending" | "verified" | "refused" | "revoked";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validFrom: string;
            validTo: string | null;
            proof: components["schemas"]["CredentialProof"] | null;
            /** @description Why it was refused. */
            reason: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            addedAt: string;
            /** @enum {string} */
            addedBy: "responder" | "registrar";
            responder: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                id: string;
                /** @description The caller's own reference; repeating it never creates a second one. */
                externalRef: string;
                displayName: string;
            };
            reviewedBy: string | null;
            reviewedAt: string | null;
            /** @description Credentials of other people with the same kind and number. */
            sameNumber: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                credentialId: string;
                responder: {
                    /**
                     * Format: uuid
                     * @description Identifier given by Closeby.
                     */
                    id: string;
                    /** @description The caller's own reference; repeating it never creates a second one. */
                    externalRef: string;
                    displayName: string;
                };
                /** @enum {string} */
                status: "pending" | "verified" | "refused" | "revoked";
            }[];
            /** @description Of whoever asks: somebody else must review it. */
            isOwn: boolean;
        };
        EndingCredentialPage: {
            items: components["schemas"]["EndingCredential"][];
            nextCursor: string | null;
        };
        EndingCredential: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            credentialId: string;
            /** @enum {string} */
            kind: "cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling";
            issuer: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validTo: string;
            responder: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                id: string;
                /** @description The caller's own reference; repeating it never creates a second one. */
                externalRef: string;
                displayName: string;
            };
            /** @description Reminders that went out, as days before the end: 30, 7, 1. */
            remindedDays: number[];
        };
        Identity: {
            /** @description Of the page that checks it: /identity/#CODE, absolute where the server knows its own address. */
            url: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        Badge: {
            organisation: string;
            /** @description Null of somebody who is neither on duty nor assigned: a member, no more. */
            displayName: string | null;
            /** @description Verified and valid now. */
            credentials: ("cpr" | "first-aid" | "community-first-responder" | "nurse" | "paramedic" | "doctor" | "flood-rescue" | "boat-handling")[];
            /** @description Sent to an incident at this moment. */
            isAssigned: boolean;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            checkedAt: string;
        };
        SignedInDevice: {
            token: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            deviceId: string;
        };
        Me: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            displayName: string;
            onDuty: boolean;
            /** @enum {string} */
            travelMode: "foot" | "bicycle" | "car";
            /** @enum {string} */
            tier: "public-place" | "home" | "professional";
            lastSeq: number;
            organisation: {
                name: string;
                /** @description IANA name; schedules are by its clock. */
                timeZone: string;
                /** @description The number this person calls control by; null where none is given. */
                controlPhone: string | null;
            };
            credentials: {
                kind: string;
                status: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                validFrom: string;
                validTo: string | null;
            }[];
        };
        FixesTaken: {
            taken: number;
            refused: {
                index: number;
                code: string;
                detail: string;
            }[];
        };
        Feed: {
            messages: components["schemas"]["FeedMessage"][];
            lastSeq: number;
        };
        FeedMessage: {
            seq: number;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            at: string;
            /** @enum {string} */
            kind: "alert-sent" | "alert-withdrawn" | "alert-expired" | "alert-answered" | "incident-changed" | "stood-down" | "assignment-changed" | "control-message";
            alert: components["schemas"]["Alert"];
        };
        Alert: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            alertId: string;
            /** @enum {string} */
            about: "incident" | "callout" | "drill";
            /** @enum {string} */
            status: "sent" | "accepted" | "declined" | "expired" | "withdrawn";
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            endedReason: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            sentAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            /** @description When it first rang by any way; an app that is woken later stays quiet. */
            deliveredAt: string | null;
            /** @description Of the dispatcher to this person, oldest first; absent after it. */
            words?: {
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
            }[];
            kind: ("cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical") | null;
            priority: ("life-threatening" | "urgent" | "routine") | null;
            cell: {
                centre: components["schemas"]["Point"];
                sizeM: number;
            } | null;
            distanceBandM: number | null;
            callout: {
                title: string;
                briefing: components["schemas"]["Briefing"];
                window: components["schemas"]["CalloutWindow"];
                shifts: components["schemas"]["Shift"][];
                needs: components["schemas"]["CalloutNeedOutput"][];
                musterPoints: components["schemas"]["MusterPointShown"][];
                wantedCount: number;
                /** @description Set for whoever is in reserve. */
                thanks: string | null;
                /** @description By which they said yes; null where they have not. */
                booking?: {
                    /**
                     * Format: uuid
                     * @description Identifier given by Closeby.
                     */
                    bookingId: string;
                    /** @enum {string} */
                    status: "reserve" | "expected" | "en-route" | "held" | "checked-in" | "checked-out" | "withdrawn" | "stood-down" | "no-show";
                    needKey: string | null;
                    musterKey: string | null;
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
                    reservePosition: number | null;
                } | null;
            } | null;
            drill: {
                title: string;
            } | null;
            assignment: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                assignmentId: string;
                /** @enum {string} */
                status: "accepted" | "en-route" | "on-scene" | "with-patient" | "cleared" | "stood-down" | "withdrawn";
                releasedReason: string | null;
            } | null;
            order: components["schemas"]["Order"] | null;
            exact: {
                place: components["schemas"]["Point"];
                placeAccuracyM: number | null;
                address: string | null;
                notesForResponders: string | null;
                ambulanceEtaAt: string | null;
                aeds: components["schemas"]["AedNearby"][];
                othersAccepted: number;
                /** @description Only on scene, for professionals. */
                clinical?: {
                    patientAgeYears: number | null;
                    determinantCode: string | null;
                } | null;
            } | null;
        };
        /** @description The exact place after a yes alone. */
        MusterPointShown: {
            musterKey: string;
            name: string;
            place: components["schemas"]["Point"] | null;
            routeNote: string;
            parkingNote: string;
        };
        Order: {
            /** @enum {string} */
            role: "direct" | "via-aed" | "guide";
            /** @description One plain sentence, e.g. "Go straight to the patient." */
            sentence: string;
            aed: components["schemas"]["TaskAed"] | null;
            /** @description When they are expected with the patient; null before accept. */
            etaAt: string | null;
        };
        TaskAed: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            aedId: string;
            name: string;
            place: components["schemas"]["Point"];
            locationDetail: string | null;
            /** @description As the register has it, e.g. `2` or `-1`. */
            floor: string | null;
            /** @description Opens the cabinet; shown to whoever fetches this AED until they have it. */
            cabinetCode: string | null;
            /** @enum {string} */
            access: "public" | "customers" | "permissive" | "private" | "no" | "unknown";
            /**
             * @description When this person is expected there.
             * @enum {string}
             */
            open: "open" | "closed" | "unknown";
            /** @description Straight-line metres from there to the patient. */
            toPatientM: number;
            collectedAt: string | null;
        };
        Alerts: {
            items: components["schemas"]["Alert"][];
        };
        OwnReach: {
            availability: components["schemas"]["Availability"];
            declined: ("sms" | "voice" | "email")[];
            /** @enum {string} */
            language: "en" | "fr" | "de";
            phone: string | null;
            email: string | null;
            /**
             * @description Proven by a code, or vouched for by a registrar; `none` where there is none.
             * @enum {string}
             */
            phoneStanding: "none" | "vouched" | "proven";
            /** @enum {string} */
            emailStanding: "none" | "vouched" | "proven";
            readiness: components["schemas"]["PersonReadiness"];
        };
        PersonReadiness: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            displayName: string;
            /** @enum {string} */
            light: "green" | "amber" | "red";
            /** @description Such as "Your phone would ring." */
            sentence: string;
            faults: {
                code: string;
                sentence: string;
            }[];
            channels: ("live" | "push" | "web-push" | "sms" | "voice" | "email")[];
            lastReceiptAt: string | null;
        };
        PushToBeProven: {
            /** @constant */
            standing: "to-be-proven";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        WebPushKey: {
            publicKey: string | null;
        };
        ReadinessPage: {
            items: components["schemas"]["PersonReadiness"][];
            nextCursor: string | null;
        };
        /** @description The same whether or not the address is known. */
        Registration: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            registrationId: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        /** @description The code itself went to the person alone. */
        InvitedResponder: {
            /** @enum {string} */
            by: "sms" | "email";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        RenewedToken: {
            token: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        Devices: {
            items: components["schemas"]["Device"][];
        };
        Device: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            platform: "android" | "ios" | "web";
            isThisOne: boolean;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            signedInAt: string;
            seenAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            hasPushAddress: boolean;
        };
        CodeSent: {
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        OrganisationSettings: {
            slug: string;
            name: string;
            selfRegistration: boolean;
            controlPhone: string | null;
        };
        /** @description With everybody who was called. */
        Drill: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            title: string;
            /** @enum {string} */
            status: "planned" | "running" | "ended" | "cancelled";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            startsAt: string;
            windowS: number;
            everyDays: number | null;
            startedAt: string | null;
            endedAt: string | null;
            calledCount: number;
            reachedCount: number;
            answeredCount: number;
            /** @description Share of those called who answered in the window; null where nobody was. */
            score: number | null;
            calls: {
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
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                sentAt: string;
                deliveredAt: string | null;
                answeredAt: string | null;
                heardBy: ("live" | "push" | "web-push" | "sms" | "voice" | "email")[];
                /** @enum {string} */
                state: "waiting" | "answered" | "rang-unanswered" | "not-reached";
            }[];
        };
        DrillPage: {
            items: components["schemas"]["DrillSummary"][];
            nextCursor: string | null;
        };
        DrillSummary: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            title: string;
            /** @enum {string} */
            status: "planned" | "running" | "ended" | "cancelled";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            startsAt: string;
            windowS: number;
            everyDays: number | null;
            startedAt: string | null;
            endedAt: string | null;
            calledCount: number;
            reachedCount: number;
            answeredCount: number;
            /** @description Share of those called who answered in the window; null where nobody was. */
            score: number | null;
        };
        /** @description Whether the phone rang, by which ways and how soon. */
        TestAlarm: {
            deliveredAt: string | null;
            answeredAt: string | null;
            heardBy: ("live" | "push" | "web-push" | "sms" | "voice" | "email")[];
            /** @enum {string} */
            state: "waiting" | "answered" | "rang-unanswered" | "not-reached";
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            testId: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            startsAt: string;
            sentAt: string | null;
        };
        /** @description All that is kept about one person. */
        PersonExport: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            exportedAt: string;
            sections: {
                [key: string]: {
                    [key: string]: unknown;
                }[];
            };
        };
        Erased: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            erasedAt: string;
            removed: {
                [key: string]: number;
            };
            keyShredded: boolean;
        };
        /** @description What is kept for how long, and what last went. */
        Retention: {
            items: {
                what: string;
                keepsForMs: number;
                from: string;
                why: string;
                last: {
                    /**
                     * Format: date-time
                     * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                     */
                    at: string;
                    deleted: number;
                } | null;
            }[];
        };
        AuditPage: {
            items: components["schemas"]["AuditRow"][];
            nextCursor: string | null;
        };
        ApprovalPage: {
            items: components["schemas"]["Approval"][];
            nextCursor: string | null;
        };
        Approval: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @enum {string} */
            kind: "open-callout" | "change-needs" | "change-area";
            /** @enum {string} */
            status: "pending" | "approved" | "refused" | "expired";
            /** @description Of the call-out that is asked for, or changed. */
            title: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            wantedCount: number;
            /** @description People of the organisation whose last position lies in the area. */
            reachCount: number;
            reason: string;
            askedBy: {
                /** @enum {string} */
                role: "control" | "dispatcher" | "coordinator" | "supervisor" | "registrar" | "auditor" | "read-only";
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                id: string;
            };
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            askedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            decidedBy: {
                /** @enum {string} */
                role: "control" | "dispatcher" | "coordinator" | "supervisor" | "registrar" | "auditor" | "read-only";
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                id: string;
            } | null;
            decidedAt: string | null;
            decisionReason: string | null;
            /** @description What is changed, or what was opened once it was approved. */
            calloutId: string | null;
        };
        ExportedIncidents: {
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            to: string;
            count: number;
            /** @description There are more than one export holds: ask for less. */
            more: boolean;
            incidents: components["schemas"]["ExportedIncident"][];
        };
        ExportedIncident: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            /** @enum {string} */
            status: "active" | "closed" | "cancelled";
            /** @enum {string} */
            kind: "cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical";
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            /** @enum {string} */
            priority: "life-threatening" | "urgent" | "routine";
            /** @description Rounded to about 100 metres. */
            place: components["schemas"]["Point"];
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
            endedAt: string | null;
            alertedCount: number;
            acceptedCount: number;
            firstOnSceneAt: string | null;
            raisedByHand: boolean;
        };
        /** @description Actual incidents alone; rows are null unless they were asked for. */
        Evidence: {
            organisation: string;
            timeZone: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            to: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            madeAt: string;
            /** @enum {string} */
            kinds: "arrests" | "all";
            /** @enum {string} */
            release: "internal" | "public";
            system: components["schemas"]["EvidenceItem"][];
            tables: components["schemas"]["EvidenceTable"][];
            times: components["schemas"]["EvidenceTime"][];
            /** @description Gini coefficient of alerts over those who got one; 0 where all got as many. */
            unevenness: number | null;
            arrests: components["schemas"]["ArrestRecord"][] | null;
            alerts: components["schemas"]["EvidenceAlert"][] | null;
            deliveries: components["schemas"]["EvidenceDelivery"][] | null;
        };
        EvidenceItem: {
            /** @enum {string} */
            topic: "system" | "network" | "technology" | "reporting" | "aeds";
            item: string;
            /** @description Null: not known to Closeby. */
            value: string | null;
        };
        EvidenceTable: {
            name: string;
            title: string;
            /** @description What one counts. */
            counts: string;
            /** @description None where there is one number a line. */
            columns: string[];
            totals: (number | null)[];
            bars: {
                name: string;
                says: string;
                counts: (number | null)[];
                /** @description For each number the name by which its rows are asked for; null for none. */
                figures: (string | null)[];
            }[];
        };
        /** @description Whole seconds. */
        EvidenceTime: {
            name: string;
            says: string;
            /** @description Arrests in which both moments are known. */
            count: number | null;
            /** @description Null where it is kept back. */
            p10S: number | null;
            /** @description Null where it is kept back. */
            p50S: number | null;
            /** @description Null where it is kept back. */
            p90S: number | null;
            figure: string | null;
        };
        /** @description In the Utstein style; null and `unknown` are what Closeby does not know. */
        ArrestRecord: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            /** @enum {string} */
            status: "active" | "closed" | "cancelled";
            /** @enum {string} */
            kind: "cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical";
            /** @enum {string} */
            priority: "life-threatening" | "urgent" | "routine";
            /** @enum {string} */
            setting: "public-place" | "home" | "care-home-with-staff" | "unknown";
            raisedByHand: boolean;
            policyName: string;
            policyVersion: number;
            ageYears: number | null;
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
            firstAlertAt: string | null;
            firstDeliveredAt: string | null;
            firstSeenAt: string | null;
            firstAcceptedAt: string | null;
            firstEnRouteAt: string | null;
            firstOnSceneAt: string | null;
            firstWithPatientAt: string | null;
            aedOnSceneAt: string | null;
            firstCprAt: null;
            firstShockAt: null;
            ambulanceExpectedAt: string | null;
            ambulanceArrivedAt: null;
            lastClearedAt: string | null;
            cancelledAt: string | null;
            closedAt: string | null;
            /** @constant */
            witnessed: "unknown";
            /** @constant */
            bystanderCpr: "unknown";
            /** @constant */
            dispatcherCpr: "unknown";
            /** @constant */
            firstRhythm: "unknown";
            /** @constant */
            aedAppliedBy: "unknown";
            /** @constant */
            outcome: "unknown";
            alerts: number;
            accepted: number;
            onScene: number;
            unreached: number;
            aedsCollected: number;
            aedsNotToBeHad: number;
            notAlerted: number;
            nearestM: number | null;
        };
        EvidenceAlert: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            incidentId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            responderId: string;
            wave: number;
            /** @enum {string} */
            status: "sent" | "accepted" | "declined" | "expired" | "withdrawn";
            /** @description The line of the table `alerts` that it is counted in. */
            end: string;
            reason: string;
            endedReason: string | null;
            distanceM: number | null;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            sentAt: string;
            deliveredAt: string | null;
            seenAt: string | null;
            answeredAt: string | null;
            reachedBy: ("live" | "push" | "web-push" | "sms" | "voice" | "email") | null;
            unreachedWhy: string | null;
        };
        EvidenceDelivery: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            alertId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            incidentId: string;
            /** @enum {string} */
            channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
            /** @enum {string} */
            status: "queued" | "handed-over" | "delivered" | "not-needed" | "failed";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            queuedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            dueAt: string;
            finishedAt: string | null;
            deliveredAt: string | null;
            seenAt: string | null;
            spared: string | null;
        };
        AidAgreements: {
            items: components["schemas"]["AidAgreement"][];
        };
        AidAgreement: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            partner: {
                slug: string;
                name: string;
            };
            proposedByUs: boolean;
            /** @enum {string} */
            status: "proposed" | "in-force" | "expired" | "ended";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            proposedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            validUntil: string;
            acceptedAt: string | null;
            endedAt: string | null;
        };
        Aid: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            agreementId: string;
            partner: {
                slug: string;
                name: string;
            };
            reason: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            askedAt: string;
            /** @description At the partner; null once the agreement is no longer in force. */
            incident: {
                /** @enum {string} */
                status: "active" | "closed" | "cancelled";
                alertedCount: number;
                acceptedCount: number;
                onSceneCount: number;
            } | null;
        };
        AidList: {
            items: components["schemas"]["Aid"][];
        };
        OauthToken: {
            access_token: string;
            /** @constant */
            token_type: "Bearer";
            /** @description Seconds. */
            expires_in: number;
            /** @description The role it acts in. */
            scope: string;
        };
        OauthError: {
            error: string;
            error_description: string;
        };
        KeyList: {
            keys: components["schemas"]["Key"][];
        };
        Key: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            label: string;
            role: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            expiresAt: string | null;
            revokedAt: string | null;
            /** @description Whether every change must be signed in the form of Standard Webhooks. */
            needsSignature: boolean;
            /** @description The only client certificate it works with (RFC 8705); null for any. */
            certificateSha256: string | null;
            signingSecrets: components["schemas"]["SigningSecret"][];
        };
        SigningSecret: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
        };
        AddedKey: {
            key: components["schemas"]["Key"];
            /** @description For Authorization: Bearer; shown once. */
            secret: string;
            /** @description Of a key whose messages must be signed. */
            signingSecret: components["schemas"]["AddedSigningSecret"] | null;
        };
        AddedSigningSecret: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            /** @description whsec_ and base64; shown once. */
            secret: string;
        };
        EventsPage: {
            items: components["schemas"]["CloudEvent"][];
            /** @description To be given as `after`; the same while nothing new. */
            next: string;
            /** @description There is more already. */
            more: boolean;
        };
        CloudEvent: {
            /** @constant */
            specversion: "1.0";
            /**
             * Format: uuid
             * @description The same however often it is sent or read.
             */
            id: string;
            /** @description The organisation: /v1/organisations/{id}. */
            source: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            time: string;
            /** @constant */
            datacontenttype: "application/json";
            /** @enum {string} */
            type: "app.closeby.incident.raised" | "app.closeby.incident.updated" | "app.closeby.incident.alerted" | "app.closeby.incident.accepted" | "app.closeby.incident.declined" | "app.closeby.incident.unanswered" | "app.closeby.incident.alert-withdrawn" | "app.closeby.incident.en-route" | "app.closeby.incident.on-scene" | "app.closeby.incident.with-patient" | "app.closeby.incident.cleared" | "app.closeby.incident.withdrew" | "app.closeby.incident.stood-down" | "app.closeby.incident.aed-collected" | "app.closeby.incident.aed-reported" | "app.closeby.incident.degraded" | "app.closeby.incident.closed" | "app.closeby.incident.cancelled" | "app.closeby.report.weekly" | "app.closeby.webhook.test";
            /**
             * Format: uuid
             * @description The incident.
             */
            subject?: string;
            /** @description Grows within the incident: events may come in another order. */
            seq?: number;
            data: components["schemas"]["IncidentNews"] | components["schemas"]["WeeklyReport"] | {
                says: string;
            };
        };
        IncidentNews: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            incidentId: string;
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            /** @enum {string} */
            mode: "actual" | "exercise" | "test";
            /** @enum {string} */
            status: "active" | "closed" | "cancelled";
            /** @description How far those who are bound to it had come; null once it is over. */
            progress: ("alerting" | "resources-assigned" | "resources-en-route" | "resources-on-scene") | null;
            fact: components["schemas"]["Fact"];
        };
        WeeklyReport: {
            week: components["schemas"]["ServiceReport"];
            before: components["schemas"]["ServiceReport"];
        };
        WebhookList: {
            webhooks: components["schemas"]["Webhook"][];
        };
        Webhook: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            label: string;
            url: string;
            /** @description Which events are sent; all of them where this is empty. */
            types: ("app.closeby.incident.raised" | "app.closeby.incident.updated" | "app.closeby.incident.alerted" | "app.closeby.incident.accepted" | "app.closeby.incident.declined" | "app.closeby.incident.unanswered" | "app.closeby.incident.alert-withdrawn" | "app.closeby.incident.en-route" | "app.closeby.incident.on-scene" | "app.closeby.incident.with-patient" | "app.closeby.incident.cleared" | "app.closeby.incident.withdrew" | "app.closeby.incident.stood-down" | "app.closeby.incident.aed-collected" | "app.closeby.incident.aed-reported" | "app.closeby.incident.degraded" | "app.closeby.incident.closed" | "app.closeby.incident.cancelled" | "app.closeby.report.weekly")[];
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            /** @description What signs now; the older one of a rotated pair ends by itself. */
            secrets: {
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                createdAt: string;
                endsAt: string | null;
            }[];
            failingSince: string | null;
            disabledAt: string | null;
            disabledReason: string | null;
        };
        WebhookSecret: {
            webhook: components["schemas"]["Webhook"];
            /** @description whsec_ and base64; shown this once. */
            secret: string;
        };
        WebhookTest: {
            taken: boolean;
            httpStatus: number | null;
            /** @description What came back, in a few words. */
            says: string;
        };
        WebhookDeliveryPage: {
            items: components["schemas"]["WebhookDelivery"][];
            nextCursor: string | null;
        };
        WebhookDelivery: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            webhookId: string;
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            eventId: string;
            type: string;
            subject: string | null;
            /** @enum {string} */
            status: "queued" | "delivered" | "dead";
            attempts: number;
            dueAt: string | null;
            /** @description Why the last attempt failed. */
            reason: string | null;
            httpStatus: number | null;
            settledAt: string | null;
        };
        ReplayedWebhook: {
            count: number;
        };
        ReportCard: {
            emails: string[];
            /** @enum {string} */
            language: "en" | "fr" | "de";
            lastSent: {
                /** @description Its Monday. */
                week: string;
                /**
                 * Format: date-time
                 * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
                 */
                at: string;
            } | null;
        };
        SignInWays: {
            organisation: {
                slug: string;
                name: string;
            };
            /** @description By password and code of an authenticator. */
            local: boolean;
            /** @description Name of the provider; null for none. */
            oidc: string | null;
        };
        SignedIn: {
            accessToken: string;
            /**
             * Format: date-time
             * @description End of the access token.
             */
            expiresAt: string;
            account: components["schemas"]["OwnAccount"];
        };
        OwnAccount: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            displayName: string;
            /** @description Null for a key, which is nobody’s own. */
            email: string | null;
            /** @enum {string} */
            role: "control" | "dispatcher" | "coordinator" | "supervisor" | "registrar" | "auditor" | "read-only";
            organisation: {
                slug: string;
                name: string;
            };
        };
        Authenticator: {
            /** @description otpauth:// address, for a QR code. */
            totpUri: string;
            /** @description The same secret in base32, to type. */
            totpSecret: string;
        };
        SessionList: {
            sessions: components["schemas"]["Session"][];
        };
        Session: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            /** @description The one that asks. */
            current: boolean;
            /** @enum {string} */
            signedInBy: "password" | "oidc";
            /** @description Browser and system, such as "Firefox, Linux". */
            client: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            lastUsedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
            endedAt: string | null;
            /** @description token-reused: somebody else may have had the refresh token. */
            endedBecause: ("signed-out" | "ended" | "token-reused" | "account-disabled" | "password-changed") | null;
        };
        AccountPage: {
            items: components["schemas"]["Account"][];
            nextCursor: string | null;
        };
        Account: {
            /**
             * Format: uuid
             * @description Identifier given by Closeby.
             */
            id: string;
            displayName: string;
            email: string;
            /** @enum {string} */
            role: "dispatcher" | "coordinator" | "supervisor" | "registrar" | "auditor" | "read-only";
            disabled: boolean;
            /** @description Empty until the invitation is used or the provider vouched once. */
            signsInBy: ("password" | "oidc")[];
            lastSignInAt: string | null;
        };
        Invitation: {
            invitation: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            expiresAt: string;
        };
        MapStyle: {
            /** @description A MapLibre style of the operator’s choice; it wins over the tiles. */
            styleUrl: string | null;
            /** @description What `/v1/map/tiles` serves: our streets (layer `streets` with `class` and `name`), or the layers of Protomaps’ basemap. */
            tiles: ("streets" | "pmtiles") | null;
            attribution: string | null;
            maxZoom: number;
            /** @description What the tiles cover, in degrees. */
            bounds: {
                west: number;
                south: number;
                east: number;
                north: number;
            } | null;
        };
        /** @description Available responders by squares; nobody’s position. */
        Cover: {
            cellM: number;
            cells: {
                west: number;
                south: number;
                east: number;
                north: number;
                count: number;
            }[];
            /** @description More people are there than were counted. */
            truncated: boolean;
        };
        AedsOnMap: {
            items: {
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                id: string;
                externalRef: string;
                name: string;
                place: components["schemas"]["Point"];
                /**
                 * @description Now; `shut` also where it is out of service or nobody may take it.
                 * @enum {string}
                 */
                open: "open" | "shut" | "unknown";
                /** @description Somebody is fetching it. */
                isReserved: boolean;
            }[];
            /** @description There are more; ask about a smaller box. */
            truncated: boolean;
        };
        PlaceRead: {
            /** @description The middle of what was named. */
            place: components["schemas"]["Point"];
            /** @description All of what was named is within so many metres. */
            accuracyM: number;
            /** @enum {string} */
            readAs: "degrees" | "plus-code" | "os-grid" | "irish-grid" | "swiss-grid" | "utm" | "mgrs";
            /** @description What was read, in full. */
            written: string;
            /** @description The middle in the ways that are usual there, its Plus Code first. */
            also: {
                /** @enum {string} */
                notation: "degrees" | "plus-code" | "os-grid" | "irish-grid" | "swiss-grid" | "utm" | "mgrs";
                text: string;
            }[];
        };
        PlacesNear: {
            /** @description Null where the organisation has no area. */
            near: {
                place: components["schemas"]["Point"];
                withinM: number;
            } | null;
        };
        IncidentFeatures: {
            /** @constant */
            type: "FeatureCollection";
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            from: string;
            /**
             * Format: date-time
             * @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z
             */
            to: string;
            /** @description There are more than one export holds: ask for less. */
            more: boolean;
            features: {
                /** @constant */
                type: "Feature";
                /**
                 * Format: uuid
                 * @description Identifier given by Closeby.
                 */
                id: string;
                /** @description Rounded to about 100 metres. */
                geometry: components["schemas"]["Point"];
                properties: {
                    /** @description The caller's own reference; repeating it never creates a second one. */
                    controlRef: string;
                    /** @enum {string} */
                    status: "active" | "closed" | "cancelled";
                    /** @enum {string} */
                    kind: "cardiac-arrest" | "unconscious" | "choking" | "severe-bleeding" | "anaphylaxis" | "opioid-overdose" | "chest-pain" | "other-medical";
                    /** @enum {string} */
                    mode: "actual" | "exercise" | "test";
                    /** @enum {string} */
                    priority: "life-threatening" | "urgent" | "routine";
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
                    endedAt: string | null;
                    alertedCount: number;
                    acceptedCount: number;
                    firstOnSceneAt: string | null;
                    raisedByHand: boolean;
                };
            }[];
        };
        AedFeatures: {
            /** @constant */
            type: "FeatureCollection";
            /** @description Of the next page; null on the last. */
            nextCursor: string | null;
            features: {
                /** @constant */
                type: "Feature";
                /** @description The caller's own reference; repeating it never creates a second one. */
                id: string;
                geometry: components["schemas"]["Point"];
                properties: {
                    /** @constant */
                    emergency: "defibrillator";
                    name: string;
                    /** @enum {string} */
                    access?: "yes" | "permissive" | "customers" | "private" | "no";
                    opening_hours?: string;
                    level?: string;
                    "defibrillator:location"?: string;
                    /** @description The day of the last check. */
                    check_date?: string;
                    /**
                     * @description No tag of OpenStreetMap: as the register has it.
                     * @enum {string}
                     */
                    status: "unverified" | "available" | "out-of-service";
                };
            }[];
        };
        CoverFeatures: {
            /** @constant */
            type: "FeatureCollection";
            cellM: number;
            /** @description More people are there than were counted. */
            truncated: boolean;
            features: {
                /** @constant */
                type: "Feature";
                geometry: {
                    /** @constant */
                    type: "Polygon";
                    coordinates: [
                        number,
                        number
                    ][][];
                };
                properties: {
                    count: number;
                };
            }[];
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "draining" | "unavailable";
        };
        /** @description Without the live index alerts go out from last known positions. */
        Readiness: {
            /** @enum {string} */
            status: "ok" | "draining" | "unavailable";
            database: boolean;
            /** @description The machine's date agrees with the database's, within half a minute. */
            clock: boolean;
            liveIndex: boolean;
            /**
             * Format: date-time
             * @description The server's clock, by which everything is stored.
             */
            now: string;
        };
        /** @description Any JSON. */
        __schema1: unknown;
        /** @description The numbers by which a call-out is filled. */
        CalloutPolicyOutput: {
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
            waves: components["schemas"]["CalloutWaveOutput"][];
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
        CalloutWaveOutput: {
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
        /** @description What was seen; levels and depths in metres. */
        FieldReportFactsOutput: {
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
        /** @description What is read, when it is dangerous, and how often. */
        WatchRuleOutput: {
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
        CalloutNeedOutput: {
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
        };
        MusterPointOutput: {
            musterKey: string;
            name: string;
            place: components["schemas"]["Point"];
            /** @default null */
            quotaCount: number | null;
            routeNote: string;
            parkingNote: string;
        };
        OpenCalloutOutput: {
            /** @description The caller's own reference; repeating it never creates a second one. */
            controlRef: string;
            /**
             * @default actual
             * @enum {string}
             */
            mode: "actual" | "exercise" | "test";
            title: string;
            briefing: components["schemas"]["Briefing"];
            area: components["schemas"]["WireArea"];
            /**
             * @description Nobody in it is asked, and nobody goes there: flood water, a cordon.
             * @default null
             */
            exclusions: components["schemas"]["WireArea"] | null;
            /**
             * @default {
             *       "now": true,
             *       "entering": true,
             *       "living": false
             *     }
             */
            presence: components["schemas"]["Presence"];
            window: components["schemas"]["CalloutWindow"];
            /** @default [] */
            shifts: components["schemas"]["Shift"][];
            needs: components["schemas"]["CalloutNeedOutput"][];
            musterPoints: components["schemas"]["MusterPointOutput"][];
            policy: components["schemas"]["CalloutPolicyOutput"];
            /** @description Compulsory for a large call-out, which waits for a second person. */
            reason?: string;
        };
        MappedFieldSourceOutput: {
            /**
             * @description Names with / between; @name is an attribute, [2] the third, [*] all, [type=home] the first whose child says so; / in front begins at the root.
             * @default []
             */
            paths: string[];
            /**
             * @description Taken where the paths lead to nothing.
             * @default null
             */
            value: string | null;
            /**
             * @description Their code and our word, or `keep` where it means nothing to us.
             * @default null
             */
            codes: {
                [key: string]: string;
            } | null;
            /**
             * @description For codes without entry: our word, `keep` or `refuse`.
             * @default refuse
             */
            otherwise: string;
            /** @default false */
            required: boolean;
            /**
             * @description Of moments: iso, epoch-s, epoch-ms, or letters as in DD/MM/YYYY hh:mm:ss.
             * @default iso
             */
            format: string;
            /**
             * @description Of moments without offset; where it is null they are refused.
             * @default null
             */
            timeZone: string | null;
            /**
             * @description Numbers are multiplied by it.
             * @default 1
             */
            factor: number;
            /**
             * @default lat-lon
             * @enum {string}
             */
            order: "lat-lon" | "lon-lat";
            /** @default , */
            join: string;
        };
        AnyJsonOutput: components["schemas"]["__schema1"];
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listIncidents: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                status?: "active" | "closed" | "cancelled";
                controlRef?: string;
                /** @description Only those that staff raised by hand. */
                byHand?: "true";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentPage"];
                };
            };
        };
    };
    raiseIncident: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RaiseIncident"];
            };
        };
        responses: {
            /** @description Raised before; as it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Raised and committed. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    readIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    readTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Facts in order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
        };
    };
    readPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description People with reasons. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
        };
    };
    readAedsAround: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The useful first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AedsAround"];
                };
            };
        };
    };
    overrideSafety: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OverrideSafety"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    relocateIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelocateIncident"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    addResponders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddResponders"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    standDownPeople: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandDownPeople"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    tellPeople: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TellPeople"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    closeByHand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseByHand"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
        };
    };
    updateIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                controlRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateIncident"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Kept until the create of this reference comes. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AwaitedIncident"];
                };
            };
        };
    };
    closeIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                controlRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndIncident"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Kept until the create of this reference comes. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AwaitedIncident"];
                };
            };
        };
    };
    cancelIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                controlRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndIncident"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incident"];
                };
            };
            /** @description Kept until the create of this reference comes. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AwaitedIncident"];
                };
            };
        };
    };
    takeDocument: {
        parameters: {
            query?: {
                /** @description Of the format `mapped`: by which mapping of the organisation. */
                mapping?: string;
            };
            header?: never;
            path: {
                format: components["schemas"]["ControlFormat"];
            };
            cookie?: never;
        };
        /** @description A file of at most 262144 bytes. */
        requestBody: {
            content: {
                "application/json": string;
                "application/xml": string;
                "text/xml": string;
            };
        };
        responses: {
            /** @description In effect. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenDocument"];
                };
            };
        };
    };
    readKeptFields: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None to who sees outlines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptFieldList"];
                };
            };
        };
    };
    readIncidentAs: {
        parameters: {
            query?: {
                /** @description Of the format `mapped`: by which mapping of the organisation. */
                mapping?: string;
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
                format: components["schemas"]["ControlFormat"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the media type of the format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
        };
    };
    listCallouts: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutPage"];
                };
            };
        };
    };
    openCallout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenCallout"];
            };
        };
        responses: {
            /** @description Opened before; as it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Callout"];
                };
            };
            /** @description Opened. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Callout"];
                };
            };
        };
    };
    readCallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Callout"];
                };
            };
        };
    };
    endCallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndCallout"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Callout"];
                };
            };
        };
    };
    putCalloutNeeds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutCalloutNeeds"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Callout"];
                };
            };
        };
    };
    readCalloutTimeline: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutTimeline"];
                };
            };
        };
    };
    listCalloutConsidered: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                reason?: "asked" | "not-yet" | "outside-area" | "in-exclusion" | "in-area-before" | "fix-stale" | "no-equipment" | "no-credential" | "credential-expired" | "in-no-wave" | "disabled" | "off-duty" | "muted" | "off-schedule" | "own-quiet-hours" | "unreachable" | "real-person-in-exercise" | "test-phone" | "bound-elsewhere" | "booked-elsewhere" | "alerted-elsewhere";
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutConsideredPage"];
                };
            };
        };
    };
    readCalloutFairness: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As counted now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutFairness"];
                };
            };
        };
    };
    listOwnCallouts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCalloutList"];
                };
            };
        };
    };
    listTasks: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                status?: "open" | "given" | "under-way" | "done" | "abandoned" | "done-by-others";
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldTaskPage"];
                };
            };
        };
    };
    addTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddFieldTask"];
            };
        };
        responses: {
            /** @description Added before; as it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldTask"];
                };
            };
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldTask"];
                };
            };
        };
    };
    changeTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeFieldTask"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldTask"];
                };
            };
        };
    };
    suggestTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Best first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamSuggestion"];
                };
            };
        };
    };
    assignTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignFieldTask"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldTask"];
                };
            };
        };
    };
    endTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndFieldTask"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldTask"];
                };
            };
        };
    };
    readOwnTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those still to be done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnFieldTasks"];
                };
            };
        };
    };
    progressOwnTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                taskId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldTaskProgress"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnFieldTask"];
                };
            };
        };
    };
    sendFieldReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendFieldReport"];
            };
        };
        responses: {
            /** @description Taken before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFieldReport"];
                };
            };
            /** @description Taken. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenFieldReport"];
                };
            };
        };
    };
    putFieldPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                reportId: string;
            };
            cookie?: never;
        };
        /** @description A file of at most 8388608 bytes. */
        requestBody: {
            content: {
                "image/jpeg": string;
                "image/png": string;
            };
        };
        responses: {
            /** @description Kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldPhotoTaken"];
                };
            };
        };
    };
    listFieldReports: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                status?: "new" | "confirmed" | "refuted" | "merged" | "resolved";
                kind?: "river-level" | "road-closed" | "person-needs-help" | "flooded" | "defence-breached" | "all-clear" | "other";
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldReportPage"];
                };
            };
        };
    };
    readFieldPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                reportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JPEG or PNG without metadata. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    reviewFieldReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                reportId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewFieldReport"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldReport"];
                };
            };
        };
    };
    readCalloutMap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What stands there now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutMap"];
                };
            };
        };
    };
    listWatchPoints: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                state?: "unknown" | "normal" | "warn" | "alarm";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchPointPage"];
                };
            };
        };
    };
    readWatchPoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                pointRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchPointDetail"];
                };
            };
        };
    };
    putWatchPoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                pointRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutWatchPoint"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchPoint"];
                };
            };
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchPoint"];
                };
            };
        };
    };
    removeWatchPoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                pointRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchPoint"];
                };
            };
        };
    };
    adoptWatchPoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                pointRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptWatchPoint"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchPointDetail"];
                };
            };
        };
    };
    readOwnWatchPoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnWatchPoints"];
                };
            };
        };
    };
    sendWatchReading: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                pointRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendWatchReading"];
            };
        };
        responses: {
            /** @description Taken before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenWatchReading"];
                };
            };
            /** @description Taken. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenWatchReading"];
                };
            };
        };
    };
    listMusterDesks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MusterDesk"][];
                    };
                };
            };
        };
    };
    createMusterDesk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMusterDesk"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MusterDeskOpened"];
                };
            };
        };
    };
    endMusterDesk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                deskId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MusterDesk"];
                };
            };
        };
    };
    openDesk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenDesk"];
            };
        };
        responses: {
            /** @description One page of people. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskState"];
                };
            };
        };
    };
    syncDesk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SyncDesk"];
            };
        };
        responses: {
            /** @description What became of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskSynced"];
                };
            };
        };
    };
    checkBooking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                bookingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Check"];
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckResult"];
                };
            };
        };
    };
    readHeadcount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Headcount"];
                };
            };
        };
    };
    readHeadcountCsv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A table. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    readHeadcountPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    listOverdue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OverduePerson"][];
                    };
                };
            };
        };
    };
    settleOverdue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                bookingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OverdueFound"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverduePerson"];
                };
            };
        };
    };
    readArrivals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As far as can be told. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Arrivals"];
                };
            };
        };
    };
    stopComing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MusterReason"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coming"];
                };
            };
        };
    };
    comingAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MusterReason"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coming"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutMessagePage"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessage"];
            };
        };
        responses: {
            /** @description Kept; it is on its way. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutMessage"];
                };
            };
        };
    };
    listRecipients: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageRecipientPage"];
                };
            };
        };
    };
    readDebrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description So far. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Debrief"];
                };
            };
        };
    };
    sendDebrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendDebrief"];
            };
        };
        responses: {
            /** @description Sent before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Debrief"];
                };
            };
            /** @description Sent. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Debrief"];
                };
            };
        };
    };
    listOwnNotes: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotePage"];
                };
            };
        };
    };
    seeNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                noteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
        };
    };
    readOwnBadge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                bookingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text of a QR code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBadge"];
                };
            };
        };
    };
    listOwnDebriefs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnDebriefs"];
                };
            };
        };
    };
    readOwnDebrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                bookingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Thanks and questions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnDebrief"];
                };
            };
        };
    };
    answerDebrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                bookingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DebriefAnswer"];
            };
        };
        responses: {
            /** @description Kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readNotesByBadge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BadgeHeld"];
            };
        };
        responses: {
            /** @description The newest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotePage"];
                };
            };
        };
    };
    readDebriefByBadge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BadgeHeld"];
            };
        };
        responses: {
            /** @description One, or none. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnDebriefs"];
                };
            };
        };
    };
    answerDebriefByBadge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DebriefByBadge"];
            };
        };
        responses: {
            /** @description Kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listOwnHistory: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnHistoryPage"];
                };
            };
        };
    };
    readOwnPosition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnPosition"];
                };
            };
        };
    };
    listOwnAfterCare: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnAfterCareList"];
                };
            };
        };
    };
    answerAfterCare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                assignmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AfterCareAnswer"];
            };
        };
        responses: {
            /** @description Kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    skipAfterCare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                assignmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not asked again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listAfterCare: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                callBack?: "wanted" | "taken" | "done";
                /** @description Calls to make alone, asked for or called for by the answers; soonest due first. */
                due?: "true";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AfterCarePage"];
                };
            };
        };
    };
    moveCallBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                assignmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveCallBack"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AfterCare"];
                };
            };
        };
    };
    readAfterCareContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AfterCareContact"];
                };
            };
        };
    };
    putAfterCareContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutAfterCareContact"];
            };
        };
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AfterCareContact"];
                };
            };
        };
    };
    readOutcome: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
        };
    };
    putOutcome: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutOutcome"];
            };
        };
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outcome"];
                };
            };
        };
    };
    withdrawOutcome: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Groups"];
                };
            };
        };
    };
    readGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                groupRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupDetail"];
                };
            };
        };
    };
    putGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                groupRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutGroup"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupDetail"];
                };
            };
        };
    };
    removeGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                groupRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Closed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    decideGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                groupRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideGroup"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupDetail"];
                };
            };
        };
    };
    putGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                groupRef: string;
                /** @description The caller's own reference; repeating it never creates a second one. */
                externalRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutGroupMember"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupDetail"];
                };
            };
        };
    };
    removeGroupMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                groupRef: string;
                /** @description The caller's own reference; repeating it never creates a second one. */
                externalRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended, or there was none. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listGroupAsks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupAsks"];
                };
            };
        };
    };
    askGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskGroup"];
            };
        };
        responses: {
            /** @description Asked. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupAsk"];
                };
            };
        };
    };
    withdrawGroupAsk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                askId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupAsk"];
                };
            };
        };
    };
    readCalloutAid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry a partner. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedCallouts"];
                };
            };
        };
    };
    shareCallout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareCallout"];
            };
        };
        responses: {
            /** @description Asked before; as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedCallout"];
                };
            };
            /** @description Asked of the partner. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedCallout"];
                };
            };
        };
    };
    readOwnGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As they now stand. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnGroups"];
                };
            };
        };
    };
    requestGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutGroup"];
            };
        };
        responses: {
            /** @description Waits to be approved. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnGroups"];
                };
            };
        };
    };
    putOwnGroupEquipment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                groupId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupEquipment"];
            };
        };
        responses: {
            /** @description As they now stand. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnGroups"];
                };
            };
        };
    };
    leaveGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                groupId: string;
                /** @description Identifier given by Closeby. */
                responderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended, or there was none. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    answerGroupAsk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                askId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerGroupAsk"];
            };
        };
        responses: {
            /** @description What came of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupAnswer"];
                };
            };
        };
    };
    readBoardSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardSettings"];
                };
            };
        };
    };
    putBoardSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BoardSettings"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardSettings"];
                };
            };
        };
    };
    listBoard: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                side?: "offer" | "need";
                kind?: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
                status?: "pending-proof" | "pending-vetting" | "open" | "claimed" | "done" | "closed" | "expired" | "done-by-others";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardPage"];
                };
            };
        };
    };
    addBoardEntry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BoardEntryMessage"];
            };
        };
        responses: {
            /** @description Put up. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardEntry"];
                };
            };
        };
    };
    readBoardEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardDetail"];
                };
            };
        };
    };
    vetBoardEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VetBoardEntry"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardEntry"];
                };
            };
        };
    };
    closeBoardEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBoardEntry"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardEntry"];
                };
            };
        };
    };
    claimBoardEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimForBoardEntry"];
            };
        };
        responses: {
            /** @description Claimed. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardClaim"];
                };
            };
        };
    };
    releaseBoardClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfBoardClaim"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardClaim"];
                };
            };
        };
    };
    endBoardClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfBoardClaim"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardClaim"];
                };
            };
        };
    };
    readBoardMatches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 50. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardMatches"];
                };
            };
        };
    };
    readOwnBoard: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                side?: "offer" | "need";
                kind?: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBoard"];
                };
            };
        };
    };
    addOwnBoardEntry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnBoardEntryMessage"];
            };
        };
        responses: {
            /** @description Waits to be looked at. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBoardEntry"];
                };
            };
        };
    };
    claimAsResponder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimBoardEntry"];
            };
        };
        responses: {
            /** @description Claimed, with whom to call. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBoardClaim"];
                };
            };
        };
    };
    releaseOwnClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardClaim"];
                };
            };
        };
    };
    endOwnClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardClaim"];
                };
            };
        };
    };
    confirmOwnEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BoardStillSo"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBoardEntry"];
                };
            };
        };
    };
    reportBoardEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BoardReport"];
            };
        };
        responses: {
            /** @description Taken. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readPublicBoard: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                side?: "offer" | "need";
                kind?: "food" | "shelter" | "pet-place" | "livestock-place" | "pumps" | "forage" | "transport" | "storage" | "labour" | "clothing" | "cleaning" | "equipment" | "other";
            };
            header?: never;
            path: {
                /** @description Its short name. */
                organisation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownBoardPage"];
                };
            };
        };
    };
    addPublicEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its short name. */
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicBoardEntryMessage"];
            };
        };
        responses: {
            /** @description Kept until proven. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardEntryTaken"];
                };
            };
        };
    };
    confirmPublicEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its short name. */
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmBoardEntry"];
            };
        };
        responses: {
            /** @description Proven. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardBadge"];
                };
            };
        };
    };
    readByBadge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its short name. */
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadBoardBadge"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBoardEntry"];
                };
            };
        };
    };
    confirmByBadge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its short name. */
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicBoardStillSo"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBoardEntry"];
                };
            };
        };
    };
    reportPublicEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its short name. */
                organisation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicBoardReport"];
            };
        };
        responses: {
            /** @description Taken; also where there is none. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWarnings: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                state?: "current" | "updated" | "cancelled" | "expired" | "dismissed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningPage"];
                };
            };
        };
    };
    takeWarning: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A file of at most 2097152 bytes. */
        requestBody: {
            content: {
                "application/cap+xml": string;
                "application/xml": string;
                "text/xml": string;
                "application/geo+json": string;
                "application/json": string;
            };
        };
        responses: {
            /** @description All of it was known before. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningsTaken"];
                };
            };
            /** @description What was taken in, and what of it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningsTaken"];
                };
            };
        };
    };
    readWarning: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                warningId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Warning"];
                };
            };
        };
    };
    readWarningAs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                warningId: string;
                form: "cap" | "edxl-de";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it was read; without its signature. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/cap+xml": string;
                };
            };
        };
    };
    dismissWarning: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                warningId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissWarning"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Warning"];
                };
            };
        };
    };
    proposeCallout: {
        parameters: {
            query: {
                template: string;
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                warningId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The draft. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutProposal"];
                };
            };
        };
    };
    listWarningFeeds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningFeedList"];
                };
            };
        };
    };
    readWarningFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningFeed"];
                };
            };
        };
    };
    putWarningFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutWarningFeed"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningFeed"];
                };
            };
        };
    };
    removeWarningFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listCalloutTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutTemplateList"];
                };
            };
        };
    };
    readCalloutTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutTemplate"];
                };
            };
        };
    };
    putCalloutTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutCalloutTemplate"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutTemplate"];
                };
            };
        };
    };
    removeCalloutTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                templateRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listBookings: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                status?: "reserve" | "expected" | "en-route" | "held" | "checked-in" | "checked-out" | "withdrawn" | "stood-down" | "no-show";
                need?: string;
                muster?: string;
                group?: string;
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingPage"];
                };
            };
        };
    };
    moveBooking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                bookingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveBooking"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Booking"];
                };
            };
        };
    };
    endBooking: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                bookingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndBooking"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Booking"];
                };
            };
        };
    };
    listOwnBookings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By when they begin. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBookings"];
                };
            };
        };
    };
    sendBookingProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                bookingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookingProgress"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBooking"];
                };
            };
        };
    };
    readOwnEquipment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnEquipment"];
                };
            };
        };
    };
    setOwnEquipment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnEquipment"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnEquipment"];
                };
            };
        };
    };
    listPasses: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Passes"];
                };
            };
        };
    };
    givePass: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GivePass"];
            };
        };
        responses: {
            /** @description Given; the code is shown once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PassGiven"];
                };
            };
        };
    };
    revokePass: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
                /** @description Identifier given by Closeby. */
                passId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pass"];
                };
            };
        };
    };
    readPass: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadPass"];
            };
        };
        responses: {
            /** @description A valid pass. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PassShown"];
                };
            };
        };
    };
    joinByPass: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinByPass"];
            };
        };
        responses: {
            /** @description Booked, or in reserve. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PassJoined"];
                };
            };
        };
    };
    readPassStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BadgeHeld"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBooking"];
                };
            };
        };
    };
    leaveByPass: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BadgeHeld"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnBooking"];
                };
            };
        };
    };
    previewCallout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenCallout"];
            };
        };
        responses: {
            /** @description Counts, and no names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutPreview"];
                };
            };
        };
    };
    changeCalloutArea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeCalloutArea"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalloutAreaChanged"];
                };
            };
        };
    };
    listAreas: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredAreaPage"];
                };
            };
        };
    };
    readArea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                areaRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The area. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredArea"];
                };
            };
        };
    };
    putArea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                areaRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutArea"];
            };
        };
        responses: {
            /** @description As it is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AreaPut"];
                };
            };
        };
    };
    removeArea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                areaRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    importAreas: {
        parameters: {
            query?: {
                /** @description Tells what would come of it, and keeps nothing. */
                dryRun?: "true" | "false";
                /** @description Where the file comes from; kept with each area. */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A file of at most 16777216 bytes. */
        requestBody: {
            content: {
                "application/geo+json": string;
            };
        };
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AreaImportReport"];
                };
            };
        };
    };
    readMessagePrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By channel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePricesView"];
                };
            };
        };
    };
    putMessagePrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessagePrices"];
            };
        };
        responses: {
            /** @description By channel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePricesView"];
                };
            };
        };
    };
    readLedger: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
        };
    };
    readCalloutLedger: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                calloutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
        };
    };
    listSetAside: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAsidePage"];
                };
            };
        };
    };
    putBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                setAsideId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is being tried again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetAside"];
                };
            };
        };
    };
    listReplies: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                status?: "understood" | "open" | "handled";
                aboutId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplyPage"];
                };
            };
        };
    };
    handleReply: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                replyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandleReply"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reply"];
                };
            };
        };
    };
    listPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Without their numbers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsePlans"];
                };
            };
        };
    };
    draftPlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftPlan"];
            };
        };
        responses: {
            /** @description Drafted. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsePlan"];
                };
            };
        };
    };
    listPresets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Presets"];
                };
            };
        };
    };
    shadowRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShadowRun"];
            };
        };
        responses: {
            /** @description Then and now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowRunResult"];
                };
            };
        };
    };
    readPlanVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsePlanVersions"];
                };
            };
        };
    };
    activatePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsePlan"];
                };
            };
        };
    };
    retirePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponsePlan"];
                };
            };
        };
    };
    listDangerAreas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DangerAreas"];
                };
            };
        };
    };
    readDangerArea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The area. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DangerArea"];
                };
            };
        };
    };
    putDangerArea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutDangerArea"];
            };
        };
        responses: {
            /** @description The area. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DangerArea"];
                };
            };
        };
    };
    removeDangerArea: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listControlMappings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlMappingList"];
                };
            };
        };
    };
    readControlMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `?mapping=` names it where a document is posted. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlMapping"];
                };
            };
        };
    };
    putControlMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `?mapping=` names it where a document is posted. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutControlMapping"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ControlMapping"];
                };
            };
        };
    };
    removeControlMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `?mapping=` names it where a document is posted. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    tryControlMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As `?mapping=` names it where a document is posted. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryControlMapping"];
            };
        };
        responses: {
            /** @description Message by message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedControlMapping"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Templates"];
                };
            };
        };
    };
    putTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "alert" | "callout" | "drill" | "stood-down" | "changed" | "which-one" | "drill-missed" | "code" | "registered-already" | "invited" | "phones-changed" | "push-proof" | "credential-ending";
                channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
                language: "en" | "fr" | "de";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutTemplate"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    removeTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "alert" | "callout" | "drill" | "stood-down" | "changed" | "which-one" | "drill-missed" | "code" | "registered-already" | "invited" | "phones-changed" | "push-proof" | "credential-ending";
                channel: "live" | "push" | "web-push" | "sms" | "voice" | "email";
                language: "en" | "fr" | "de";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    readResponder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The responder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Responder"];
                };
            };
        };
    };
    putResponder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutResponder"];
            };
        };
        responses: {
            /** @description Changed, or as it was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Responder"];
                };
            };
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Responder"];
                };
            };
        };
    };
    listResponders: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                /** @description In the name or the reference; large and small letters alike. */
                words?: string;
                duty?: "on" | "off";
                /** @description `valid`: may be sent now; `pending`: one waits; `ended`: had one, has none now. */
                credential?: "valid" | "pending" | "ended" | "none";
                /** @description Whether there is any way to them. */
                reach?: "reached" | "not-reached";
                standing?: "enabled" | "disabled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponderPage"];
                };
            };
        };
    };
    enrolResponder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shown once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
        };
    };
    readPlaces: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Home and work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
        };
    };
    putPlaces: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutPlaces"];
            };
        };
        responses: {
            /** @description Home and work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
        };
    };
    moveCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                credentialId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveCredential"];
            };
        };
        responses: {
            /** @description The responder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Responder"];
                };
            };
        };
    };
    putAed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                externalRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutAed"];
            };
        };
        responses: {
            /** @description Changed, or as it was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Aed"];
                };
            };
            /** @description Added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Aed"];
                };
            };
        };
    };
    moveAed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The caller's own reference; repeating it never creates a second one. */
                externalRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveAed"];
            };
        };
        responses: {
            /** @description The AED. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Aed"];
                };
            };
        };
    };
    listAeds: {
        parameters: {
            query: {
                lat: number;
                lon: number;
                radiusM?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nearest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Aeds"];
                };
            };
        };
    };
    changeResponder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeResponder"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Responder"];
                };
            };
        };
    };
    readResponderHistory: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponderHistory"];
                };
            };
        };
    };
    readAedRegister: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                /** @description In the reference, the name or where it hangs; large and small letters alike. */
                words?: string;
                status?: "unverified" | "available" | "out-of-service" | "retired";
                /** @description Only those with something missing. */
                gap?: "report" | "hours" | "check" | "detail" | "access";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AedRegisterPage"];
                };
            };
        };
    };
    readHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadHours"];
            };
        };
        responses: {
            /** @description As it is understood. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoursRead"];
                };
            };
        };
    };
    importAeds: {
        parameters: {
            query?: {
                /** @description The token of the dry run that was looked at. With it exactly that is applied, or nothing where the file or the register is another by now; without it nothing is changed. */
                seen?: string;
                /** @description Puts the others although some are refused. */
                skipRefused?: "true" | "false";
                /** @description The register of which the file is the whole: what it no longer has is retired. */
                source?: string;
                /** @description How the file is written; left out, JSON is OpenStreetMap’s, XML its changes, and all else CSV with our own columns. */
                format?: "osm" | "osm-change" | "csv" | "table" | "geodae";
                /** @description The state whose public holidays the opening hours keep. */
                region?: string;
                /** @description Believes a file in which many AEDs are gone. */
                allowVanish?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A file of at most 8388608 bytes. */
        requestBody: {
            content: {
                "text/csv": string;
                "application/geo+json": string;
                "application/xml": string;
            };
        };
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
        };
    };
    importPeople: {
        parameters: {
            query?: {
                /** @description The token of the dry run that was looked at. With it exactly that is applied, or nothing where the file or the register is another by now; without it nothing is changed. */
                seen?: string;
                /** @description Puts the others although some are refused. */
                skipRefused?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A file of at most 8388608 bytes. */
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description What came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
        };
    };
    readReadinessHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The week. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessHours"];
                };
            };
        };
    };
    readServiceReport: {
        parameters: {
            query: {
                /** @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z */
                from: string;
                /** @description Before this moment. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By month. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceReport"];
                };
            };
        };
    };
    readProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationProfile"];
                };
            };
        };
    };
    putProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutProfile"];
            };
        };
        responses: {
            /** @description As it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationProfile"];
                };
            };
        };
    };
    checkAuditChain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditChain"];
                };
            };
        };
    };
    listAedFeeds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AedFeedList"];
                };
            };
        };
    };
    readAedFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AedFeed"];
                };
            };
        };
    };
    putAedFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutAedFeed"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AedFeed"];
                };
            };
        };
    };
    removeAedFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedRef: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readAedFeedNow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                feedRef: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadAedFeedNow"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AedFeed"];
                };
            };
        };
    };
    readCoverage: {
        parameters: {
            query?: {
                /** @description Of the week; this hour where it is left out. */
                hour?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Squares of the area. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coverage"];
                };
            };
        };
    };
    readCoverageImprovements: {
        parameters: {
            query?: {
                /** @description Of the week; this hour where it is left out. */
                hour?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The best first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoverageImprovements"];
                };
            };
        };
    };
    readCoverageThreshold: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoverageThreshold"];
                };
            };
        };
    };
    putCoverageThreshold: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutCoverageThreshold"];
            };
        };
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CoverageThreshold"];
                };
            };
        };
    };
    readOwnCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCredentials"];
                };
            };
        };
    };
    addOwnCredential: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddCredential"];
            };
        };
        responses: {
            /** @description Waits for a review. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCredential"];
                };
            };
        };
    };
    putProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                credentialId: string;
            };
            cookie?: never;
        };
        /** @description A file of at most 5242880 bytes. */
        requestBody: {
            content: {
                "image/jpeg": string;
                "image/png": string;
                "application/pdf": string;
            };
        };
        responses: {
            /** @description The credential. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCredential"];
                };
            };
        };
    };
    listCredentials: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                status?: "pending" | "verified" | "refused" | "revoked";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiledCredentialPage"];
                };
            };
        };
    };
    listEndingCredentials: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Soonest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndingCredentialPage"];
                };
            };
        };
    };
    readProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                credentialId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, in the type it was uploaded as. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    reviewCredential: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                credentialId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewCredential"];
            };
        };
        responses: {
            /** @description The credential. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FiledCredential"];
                };
            };
        };
    };
    readOwnIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Good for half a minute. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identity"];
                };
            };
        };
    };
    checkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A valid member. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Badge"];
                };
            };
        };
    };
    signInDevice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInDevice"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInDevice"];
                };
            };
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The responder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    setDuty: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Duty"];
            };
        };
        responses: {
            /** @description The responder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    sendFixes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fixes"];
            };
        };
        responses: {
            /** @description What was taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FixesTaken"];
                };
            };
        };
    };
    readFeed: {
        parameters: {
            query?: {
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At most 200 messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"];
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alerts"];
                };
            };
        };
    };
    sendReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Receipt"];
            };
        };
        responses: {
            /** @description The alert as it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    sendAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Answer"];
            };
        };
        responses: {
            /** @description The alert as it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    sendProgress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Progress"];
            };
        };
        responses: {
            /** @description The alert as it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    reportAed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                assignmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportAed"];
            };
        };
        responses: {
            /** @description The alert as it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    setTravelMode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetTravelMode"];
            };
        };
        responses: {
            /** @description The responder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    readOwnPlaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Home and work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
        };
    };
    putOwnPlaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutPlaces"];
            };
        };
        responses: {
            /** @description Home and work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Places"];
                };
            };
        };
    };
    readOwnReach: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnReach"];
                };
            };
        };
    };
    setOwnReach: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetReach"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnReach"];
                };
            };
        };
    };
    setPushAddress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushAddress"];
            };
        };
        responses: {
            /** @description Another person’s phone has it: a push with a challenge went there. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushToBeProven"];
                };
            };
            /** @description Stored. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readWebPushKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebPushKey"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    setReach: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetReach"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnReach"];
                };
            };
        };
    };
    readReadiness: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                light?: "green" | "amber" | "red";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessPage"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Taken; the same for an address that is known already. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registration"];
                };
            };
        };
    };
    confirmRegistration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                registrationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmRegistration"];
            };
        };
        responses: {
            /** @description Signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInDevice"];
                };
            };
        };
    };
    inviteResponder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteResponder"];
            };
        };
        responses: {
            /** @description Sent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedResponder"];
                };
            };
        };
    };
    renewOwnToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To be kept, then used. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenewedToken"];
                };
            };
        };
    };
    listOwnDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Phones signed in now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Devices"];
                };
            };
        };
    };
    endOwnDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                deviceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Phones signed in now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Devices"];
                };
            };
        };
    };
    addContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddContact"];
            };
        };
        responses: {
            /** @description Sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
        };
    };
    confirmContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmContact"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnReach"];
                };
            };
        };
    };
    provePushAddress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushProof"];
            };
        };
        responses: {
            /** @description The address has moved here. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationSettings"];
                };
            };
        };
    };
    putOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutOrganisation"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationSettings"];
                };
            };
        };
    };
    listDrills: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillPage"];
                };
            };
        };
    };
    planDrill: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanDrill"];
            };
        };
        responses: {
            /** @description Planned before; as it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drill"];
                };
            };
            /** @description Planned. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drill"];
                };
            };
        };
    };
    readDrill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                drillId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drill"];
                };
            };
        };
    };
    cancelDrill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                drillId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Drill"];
                };
            };
        };
    };
    ringTestAlarm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RingTestAlarm"];
            };
        };
        responses: {
            /** @description It will ring. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestAlarm"];
                };
            };
        };
    };
    readTestAlarm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                testId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestAlarm"];
                };
            };
        };
    };
    exportMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonExport"];
                };
            };
        };
    };
    eraseMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseMe"];
            };
        };
        responses: {
            /** @description What went. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erased"];
                };
            };
        };
    };
    exportPerson: {
        parameters: {
            query: {
                reason: string;
            };
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonExport"];
                };
            };
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                responder: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasePerson"];
            };
        };
        responses: {
            /** @description What went. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erased"];
                };
            };
        };
    };
    readRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The table. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
        };
    };
    searchAudit: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                /** @description The key, account or responder who did it. */
                actor?: string;
                /** @description The operation id of a route, or what was done beside routes. */
                action?: string;
                /** @description Id of what it is about. */
                subject?: string;
                from?: string;
                /** @description Before this moment. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
                status?: "pending" | "approved" | "refused" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalPage"];
                };
            };
        };
    };
    decideApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                approvalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideApproval"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    exportIncidents: {
        parameters: {
            query: {
                /** @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z */
                from: string;
                /** @description Before this moment. */
                to: string;
                /** @description What it is for; kept in the audit. Compulsory. */
                reason?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportedIncidents"];
                };
            };
        };
    };
    readEvidence: {
        parameters: {
            query: {
                /** @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z */
                from: string;
                /** @description Before this moment. */
                to: string;
                /** @description What it is for; kept in the audit. Compulsory. */
                reason?: string;
                /** @description Incidents that control called a cardiac arrest, or all of them. */
                kinds?: "arrests" | "all";
                /** @description A public one has no rows and no small numbers. */
                release?: "internal" | "public";
                part?: "figures" | "system" | "arrests" | "alerts" | "deliveries";
                /** @description The rows behind one number, by its name, such as `help/on-scene`. */
                figure?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures, or rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
        };
    };
    readEvidenceCsv: {
        parameters: {
            query: {
                /** @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z */
                from: string;
                /** @description Before this moment. */
                to: string;
                /** @description What it is for; kept in the audit. Compulsory. */
                reason?: string;
                /** @description Incidents that control called a cardiac arrest, or all of them. */
                kinds?: "arrests" | "all";
                /** @description A public one has no rows and no small numbers. */
                release?: "internal" | "public";
                part?: "figures" | "system" | "arrests" | "alerts" | "deliveries";
                /** @description The rows behind one number, by its name, such as `help/on-scene`. */
                figure?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A table. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    readEvidencePage: {
        parameters: {
            query: {
                /** @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z */
                from: string;
                /** @description Before this moment. */
                to: string;
                /** @description What it is for; kept in the audit. Compulsory. */
                reason?: string;
                /** @description Incidents that control called a cardiac arrest, or all of them. */
                kinds?: "arrests" | "all";
                /** @description A public one has no rows and no small numbers. */
                release?: "internal" | "public";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    readDebriefPack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    listAidAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AidAgreements"];
                };
            };
        };
    };
    proposeAid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeAid"];
            };
        };
        responses: {
            /** @description Proposed to both sides. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AidAgreement"];
                };
            };
        };
    };
    acceptAid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                agreementId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AidAgreement"];
                };
            };
        };
    };
    endAid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                agreementId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AidAgreement"];
                };
            };
        };
    };
    readAid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One entry a partner. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AidList"];
                };
            };
        };
    };
    askAid: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskAid"];
            };
        };
        responses: {
            /** @description Asked before; as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Aid"];
                };
            };
            /** @description Raised at the partner. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Aid"];
                };
            };
        };
    };
    takeProviderCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As configured: gateway or twilio. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken; what the provider is to do next, in its own language. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/xml": string;
                };
            };
            /** @description Taken, or taken before. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    issueToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OauthToken"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyList"];
                };
            };
        };
    };
    addKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddKey"];
            };
        };
        responses: {
            /** @description Shown once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedKey"];
                };
            };
        };
    };
    putKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutKey"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
        };
    };
    addSigningSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shown once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedSigningSecret"];
                };
            };
        };
    };
    removeSigningSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                keyId: string;
                /** @description Identifier given by Closeby. */
                secretId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
        };
    };
    readEvents: {
        parameters: {
            query?: {
                /** @description `next` of the last answer; from the oldest kept where left out. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsPage"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
        };
    };
    addWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddWebhook"];
            };
        };
        responses: {
            /** @description Its secret is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
        };
    };
    putWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutWebhook"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its secret is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTest"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
        };
    };
    resendWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Under way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayWebhook"];
            };
        };
        responses: {
            /** @description So many are under way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedWebhook"];
                };
            };
        };
    };
    readReportCard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportCard"];
                };
            };
        };
    };
    putReportCard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutReportCard"];
            };
        };
        responses: {
            /** @description As it now stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportCard"];
                };
            };
        };
    };
    readSignInWays: {
        parameters: {
            query: {
                organisation: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ways. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInWays"];
                };
            };
        };
    };
    startOidc: {
        parameters: {
            query: {
                organisation: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the provider. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    finishOidc: {
        parameters: {
            query?: {
                state?: string;
                code?: string;
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To /console/, signed in; or to /console/?sign-in=refused. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    signInLocally: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInLocally"];
            };
        };
        responses: {
            /** @description Signed in; the refresh token comes as a cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    beginAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginAccount"];
            };
        };
        responses: {
            /** @description Shown once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Authenticator"];
                };
            };
        };
    };
    confirmAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmAccount"];
            };
        };
        responses: {
            /** @description Signed in; the refresh token comes as a cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in; the refresh token comes as a cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no session any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readOwnAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnAccount"];
                };
            };
        };
    };
    listOwnSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
        };
    };
    endOwnSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
        };
    };
    addAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddAccount"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAccount"];
            };
        };
        responses: {
            /** @description The account as it now is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    inviteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shown once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    endAccountSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier given by Closeby. */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readMapStyle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As configured. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapStyle"];
                };
            };
        };
    };
    readMapTile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                z: number;
                x: number;
                y: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A Mapbox vector tile, packed with gzip. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.mapbox-vector-tile": string;
                };
            };
            /** @description Not changed since that ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    readCover: {
        parameters: {
            query: {
                /** @description west,south,east,north in degrees */
                bbox: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Squares in which anybody is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cover"];
                };
            };
        };
    };
    readAedsOnMap: {
        parameters: {
            query: {
                /** @description west,south,east,north in degrees */
                bbox: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All but retired ones. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AedsOnMap"];
                };
            };
        };
    };
    readTypedPlace: {
        parameters: {
            query: {
                /** @description As people type a place: 47.3769, 8.5417; 47°22'36.8"N 8°32'30.1"E; 8FVC9G8F+6W; TG 51409 13177; O 15904 34671; 31U DQ 48251 11932; 2683256 1248117. */
                text: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceRead"];
                };
            };
        };
    };
    readPlacesNear: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The circle. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacesNear"];
                };
            };
        };
    };
    exportIncidentFeatures: {
        parameters: {
            query: {
                /** @description ISO 8601 with time zone, e.g. 2026-03-01T12:00:00Z */
                from: string;
                /** @description Before this moment. */
                to: string;
                /** @description What it is for; kept in the audit. Compulsory. */
                reason?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["IncidentFeatures"];
                };
            };
        };
    };
    readAedFeatures: {
        parameters: {
            query?: {
                /** @description From `nextCursor` of the last page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["AedFeatures"];
                };
            };
        };
    };
    readCoverFeatures: {
        parameters: {
            query: {
                /** @description west,south,east,north in degrees */
                bbox: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Squares in which anybody is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["CoverFeatures"];
                };
            };
        };
    };
    readLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    readDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    readOpenapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    readLiveDocs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    readAsyncapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description AsyncAPI 3.0. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
}
