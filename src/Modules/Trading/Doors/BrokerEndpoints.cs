using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Doors;

/// <summary>Doors for people: connections to venues, what opens them, and how accounts compare with them. A broker's id is that of its account.</summary>
internal static class BrokerEndpoints
{
    public static void MapBrokers(this RouteGroupBuilder api)
    {
        api.MapGet("/brokers", List).RequireAuthorization(Roles.Viewer).WithSummary("The connection of each account to its venue");
        var broker = api.MapGroup("/brokers/{id}");
        broker.MapPost("/connect", Connect).RequireAuthorization(Roles.Admin).WithSummary("Connect to the venue, and stay so");
        broker.MapPost("/disconnect", Disconnect).RequireAuthorization(Roles.Admin).WithSummary("Stop, see that nothing is left that should not be, and disconnect");
        broker.MapGet("/reconciliation", Reconciliation).RequireAuthorization(Roles.Viewer).WithSummary("How the account compares with its venue");
        broker.MapPost("/reconciliation/accept", Accept).RequireAuthorization(Roles.Admin).WithSummary("Take the venue's word for the named differences");
        broker.MapPut("/credentials", SetCredentials).RequireAuthorization(Roles.Admin).WithSummary("Keep what opens the venue, encrypted");
        broker.MapDelete("/credentials", RemoveCredentials).RequireAuthorization(Roles.Admin).WithSummary("Forget what opens the venue");
        broker.MapPost("/credentials/test", TestCredentials).RequireAuthorization(Roles.Admin).WithSummary("Ask the venue for its clock and the balances; trades nothing");
    }

    public static Results<Ok<StopView>, ProblemHttpResult> Stopped(StopReport report) =>
        report.Refusal is { } refusal ? TradingProblems.Of(refusal) : TypedResults.Ok(new StopView(report.IsClean, report.Cancelled, report.Closing, report.Left));

    private static async Task<Results<Ok<BrokerPage>, ProblemHttpResult>> List(string? accountId, ITrading trading, CancellationToken ct) =>
        FieldRules.AccountFault(accountId) is { } fault ? TradingProblems.Of(fault) : TypedResults.Ok(new BrokerPage((await trading.ListBrokers(new(accountId), ct)).Brokers, null));

    private static async Task<Results<Ok<BrokerView>, ProblemHttpResult>> Connect(string id, ITrading trading, CancellationToken ct) => Shown(await trading.ConnectBroker(new(id), ct));

    private static async Task<Results<Ok<StopView>, ProblemHttpResult>> Disconnect(string id, DisconnectBody? body, ITrading trading, CancellationToken ct) =>
        Stopped(await trading.DisconnectBroker(new(id, body?.CancelOrders ?? false), ct));

    private static async Task<Results<Ok<Reconciliation>, ProblemHttpResult>> Reconciliation(string id, ITrading trading, CancellationToken ct) =>
        Shown(await trading.GetReconciliation(new(id), ct));

    private static async Task<Results<Ok<Reconciliation>, ProblemHttpResult>> Accept(string id, AcceptanceBody body, ITrading trading, CancellationToken ct) =>
        Shown(await trading.AcceptDifferences(new(id, body.DifferenceIds, body.Note), ct));

    // Whatever runs on this machine can call this door, and real money takes a person: the command asks one, and brings the house's token.
    private static async Task<Results<Ok<BrokerView>, ProblemHttpResult>> SetCredentials(string id, CredentialBody body, ITrading trading, CancellationToken ct) =>
        body.Kind == CredentialKind.Live
            ? TradingProblems.Of(FieldRules.No("kind", "Live credentials are given by a person at a terminal of this machine: algotrendy brokers credentials set ID --kind live.", ["testnet", "loopback"]))
            : Shown(await trading.SetCredentials(new(id, body.Kind, body.Key, body.Secret, body.Rest, body.Stream), ct));

    private static async Task<Results<Ok<BrokerView>, ProblemHttpResult>> RemoveCredentials(string id, ITrading trading, CancellationToken ct) =>
        Shown(await trading.RemoveCredentials(new(id), ct));

    private static async Task<Results<Ok<CredentialTestView>, ProblemHttpResult>> TestCredentials(string id, ITrading trading, CancellationToken ct)
    {
        var test = await trading.TestCredentials(new(id), ct);
        return test.Refusal is { } refusal ? TradingProblems.Of(refusal) : TypedResults.Ok(new CredentialTestView(test.Passed, test.Message, test.ClockOffsetMs, test.Balances));
    }

    private static Results<Ok<BrokerView>, ProblemHttpResult> Shown(BrokerReply reply) => reply.Broker is { } broker && reply.Refusal is null ? TypedResults.Ok(broker) : TradingProblems.Of(reply.Refusal!);

    private static Results<Ok<Reconciliation>, ProblemHttpResult> Shown(ReconciliationReply reply) =>
        reply.Reconciliation is { } reconciliation && reply.Refusal is null ? TypedResults.Ok(reconciliation) : TradingProblems.Of(reply.Refusal!);
}
