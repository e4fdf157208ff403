using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Reconciling;
using AlgoTrendy.Modules.Trading.Stopping;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Brokers;

/// <summary>Connections of accounts to their venues, what opens them, and how they compare.</summary>
internal sealed class BrokerDesk(AccountDesks desks, BrokerLines lines, CredentialVault vault, CallerContext callers, IClock clock)
{
    public async Task<BrokerList> List(string? account, CancellationToken ct)
    {
        await desks.Opened;
        var views = new List<BrokerView>();
        foreach (var desk in desks.All)
            if (account is null || desk.Id == account) views.Add(await View(desk, ct));
        return new(views);
    }

    public Task<BrokerReply> Connect(AccountName name, CancellationToken ct) => With(name, async desk =>
    {
        if (await desk.Writer.Do(step => AccountClosing.RefusalOf(step.State)) is { } closed) return closed;
        var before = await desk.Writer.Do(step => Want(step, true));
        try
        {
            return await desk.Connect(ct);
        }
        finally
        {
            // Otherwise credentials that are given later would connect it, and nobody had asked for that then.
            if (desk.Connection is null) await desk.Writer.Do(step => Want(step, before));
        }
    }, ct);

    public async Task<StopReport> Disconnect(BrokerStop stop, CancellationToken ct)
    {
        if (BrokerFieldCheck.FaultOf(stop) is { } fault) return Nothing(fault);
        var (desk, unknown) = await desks.Find(stop.AccountId);
        if (desk is null) return Nothing(unknown!);

        var report = desk.Connection is { } connection ? await StopProcedure.Stop(desk, connection, stop.CancelOrders, symbol: null, TimeSpan.FromSeconds(10), ct) : new StopReport(true, 0, [], [], null);
        await desk.Writer.Do(step => Want(step, false));
        await desk.Disconnect();
        return report;

        static StopReport Nothing(TradingRefusal refusal) => new(false, 0, [], [], refusal);
    }

    public async Task<ReconciliationReply> Reconciliation(AccountName name)
    {
        if (BrokerFieldCheck.FaultOf(name) is { } fault) return new(null, fault);
        var (desk, unknown) = await desks.Find(name.AccountId);
        return desk is null ? new(null, unknown) : new(await desk.Writer.Do(step => AccountViews.ReconciliationOf(step.State)), null);
    }

    public async Task<ReconciliationReply> Accept(DifferenceAcceptance acceptance, CancellationToken ct)
    {
        if (BrokerFieldCheck.FaultOf(acceptance) is { } fault) return new(null, fault);
        var (desk, unknown) = await desks.Find(acceptance.AccountId);
        if (desk is null) return new(null, unknown);
        if (desk.Connection is not { IsUp: true } connection) return new(null, desk.Trouble ?? new("not-connected", $"Account {desk.Id} is not connected to its venue."));

        var refusal = await Acceptance.Take(desk, connection, acceptance, callers.Current.Name, ct);
        if (refusal is null) await connection.Compare(ct);
        return new(await desk.Writer.Do(step => AccountViews.ReconciliationOf(step.State)), refusal);
    }

    public Task<BrokerReply> SetCredentials(CredentialChange change, CancellationToken ct)
    {
        if (BrokerFieldCheck.FaultOf(change) is { } fault) return Task.FromResult(new BrokerReply(null, fault));
        return With(new(change.AccountId), async desk =>
        {
            var row = await desk.Writer.Do(step => step.State.Row);
            if (row.Broker == BrokerLines.Paper) return new("invalid", "A paper account trades here and needs no credentials.", "kind");
            if ((row.Mode == AccountMode.Live) != (change.Kind == CredentialKind.Live)) return new("invalid", $"Account {row.AccountId} was opened for {row.Mode.Word()} trading, and credentials of kind {change.Kind.Word()} do not open it.", "kind", row.Mode == AccountMode.Live ? ["live"] : ["testnet", "loopback"]);
            if (BadAddress(change) is { } bad) return bad;

            await desk.Disconnect();
            await vault.Keep(change, callers.Current.Name, Instant64.FromInstant(clock.GetCurrentInstant()), ct);
            return await desk.Writer.Do(step => step.State.Row.WantsConnection) ? await desk.Connect(ct) : null;
        }, ct);
    }

    public Task<BrokerReply> RemoveCredentials(AccountName name, CancellationToken ct) => With(name, async desk =>
    {
        // Others that are given later do not connect it by themselves.
        if (await desk.Writer.Do(step => step.State.Row.Broker) != BrokerLines.Paper) await desk.Writer.Do(step => Want(step, false));
        await desk.Disconnect();
        await vault.Remove(desk.Id, ct);
        return null;
    }, ct);

    public async Task<CredentialTest> TestCredentials(AccountName name, CancellationToken ct)
    {
        if (BrokerFieldCheck.FaultOf(name) is { } fault) return No(fault);
        var (desk, unknown) = await desks.Find(name.AccountId);
        if (desk is null) return No(unknown!);
        var row = await desk.Writer.Do(step => step.State.Row);
        if (row.Broker == BrokerLines.Paper) return new(true, "The paper venue is here.", 0, [], null);
        if (await vault.Open(row, ct) is not { } credentials) return No(new("no-credentials", $"Account {row.AccountId} has no credentials yet."));

        await using var broker = lines.Vendor(row.Broker, credentials);
        var clockReading = await broker.MeasureClock(ct);
        var offset = clockReading is Answer<ClockReading>.Got got ? got.Value.Offset.TotalMilliseconds : (double?)null;
        return await broker.Balances(ct) switch
        {
            Answer<IReadOnlyList<Balance>>.Got held => new(true, $"The venue let us in and told {held.Value.Count} balances.", offset, [.. held.Value.Select(one => new CashBalance(one.Currency, one.Total))], null),
            Answer<IReadOnlyList<Balance>>.Unavailable no => new(false, no.Reason.Message, offset, [], null),
            _ => new(false, "The venue gave no answer that can be read.", offset, [], null),
        };

        static CredentialTest No(TradingRefusal refusal) => new(false, refusal.Message, null, [], refusal);
    }

    public static ConnectionStatus StatusOf(BrokerConnection? connection, string? shut) => connection switch
    {
        null => ConnectionStatus.Disconnected,
        { HasEnded: true } => ConnectionStatus.Ended,
        { IsUp: false } => ConnectionStatus.Connecting,
        _ => shut is null ? ConnectionStatus.Ready : ConnectionStatus.Reconciling,
    };

    /// <returns>Whether it was wanted before.</returns>
    private static bool Want(Step step, bool wanted)
    {
        var before = step.State.Row.WantsConnection;
        if (before == wanted) return before;
        step.State.Row = step.State.Row with { WantsConnection = wanted };
        step.Journal.Touch();
        return before;
    }

    private static TradingRefusal? BadAddress(CredentialChange change)
    {
        if (change.Kind != CredentialKind.Loopback) return null;
        try
        {
            _ = new LoopbackCredentials(new(change.Key, change.Secret), new(change.Rest!), new(change.Stream!));
            return null;
        }
        catch (Exception cause) when (cause is ArgumentException or UriFormatException)
        {
            return new("invalid", Sentence.Of(cause), "rest");
        }
    }

    private async Task<BrokerReply> With(AccountName name, Func<AccountDesk, Task<TradingRefusal?>> act, CancellationToken ct)
    {
        if (BrokerFieldCheck.FaultOf(name) is { } fault) return new(null, fault);
        var (desk, unknown) = await desks.Find(name.AccountId);
        if (desk is null) return new(null, unknown);
        return await act(desk) is { } refusal ? new(null, refusal) : new(await View(desk, ct), null);
    }

    private async Task<BrokerView> View(AccountDesk desk, CancellationToken ct)
    {
        var credentials = await vault.Find(desk.Id, ct);
        var connection = desk.Connection;
        var can = connection?.Broker.Capabilities;
        return await desk.Writer.Do(step =>
        {
            var row = step.State.Row;
            var shut = desk.ShutBecause(step.State);
            return new BrokerView(
                desk.Id, row.Broker, row.Mode, row.Broker == BrokerLines.Paper ? CredentialKind.Paper : credentials?.Kind, credentials?.KeyHint, StatusOf(connection, shut), connection?.Since ?? row.OpenedAt,
                connection?.Trouble ?? desk.Trouble?.Message, shut is null, step.State.ReconciledAt, step.State.Differences.Count, connection?.ClockOffsetMs,
                [.. Enum.GetValues<OrderType>().Where(type => can?.Terms.Contains(TermsOf(type)) ?? false)], can?.Oco ?? false, can?.Bracket ?? false);
        });
    }

    private static Type TermsOf(OrderType type) => type switch
    {
        OrderType.Limit => typeof(LimitTerms),
        OrderType.Stop => typeof(StopTerms),
        OrderType.StopLimit => typeof(StopLimitTerms),
        OrderType.TrailingStop => typeof(TrailingStopTerms),
        _ => typeof(MarketTerms),
    };
}
