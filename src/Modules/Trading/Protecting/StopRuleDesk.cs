using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Takes what people and programs want of rules to the writer of the account.</summary>
internal sealed class StopRuleDesk(AccountDesks desks, AverageRanges ranges)
{
    public async Task<StopRuleReply> Set(StopRuleChange wanted, CancellationToken ct)
    {
        if (StopFieldCheck.FaultOf(wanted) is { } fault) return new(null, fault);
        if (await Named(wanted.PositionId) is not var (desk, symbol)) return new(null, NoPosition(wanted.PositionId));

        var (instrument, now) = await desk.Writer.Do(step => (step.State.Live.PositionOf(symbol) is { IsFlat: false } held ? held.Instrument : null, step.Now));
        if (instrument is null) return new(null, NoPosition(wanted.PositionId));
        var (range, none) = wanted.Kind == StopKind.Atr ? await ranges.Of(instrument, wanted.Period ?? StopFieldCheck.UsualPeriod, wanted.Interval ?? Interval.OneDay, now, ct) : (null, null);
        if (none is not null) return new(null, none);

        var refusal = await desk.Writer.Do(step => StopAttaching.Attach(step, wanted, symbol, range));
        return refusal is null ? await Shown(desk, symbol, wanted.PositionId) : new(null, refusal);
    }

    public async Task<StopRuleReply> Get(PositionName position)
    {
        if (StopFieldCheck.FaultOf(position) is { } fault) return new(null, fault);
        return await Named(position.PositionId) is var (desk, symbol) ? await Shown(desk, symbol, position.PositionId) : new(null, NoPosition(position.PositionId));
    }

    public async Task<StopRuleReply> Remove(PositionName position)
    {
        if (StopFieldCheck.FaultOf(position) is { } fault) return new(null, fault);
        if (await Named(position.PositionId) is not var (desk, symbol)) return new(null, NoPosition(position.PositionId));

        return await desk.Writer.Do(step =>
        {
            if (step.State.Stops.Find(symbol) is not { } rule) return new(null, NoRule(position.PositionId));
            var view = StopRuleViews.Of(step.State, rule);
            StopKeeper.End(step, rule, "Somebody took it away.");
            return new StopRuleReply(view, null);
        });
    }

    public async Task<StopRuleList> List(AccountQuery query)
    {
        if (FieldRules.AccountFault(query.AccountId) is { } fault) return new([], fault);
        if (await desks.UnknownOf(query.AccountId) is { } unknown) return new([], unknown);
        var (views, unread) = await desks.See(query.AccountId, (_, step) => step.State.Stops.Rules.Select(rule => StopRuleViews.Of(step.State, rule)).ToArray());
        return new([.. views.SelectMany(one => one)], Unread: unread);
    }

    public static TradingRefusal NoPosition(string positionId) => new("unknown-position", $"There is no position '{positionId}'; a position is account:SYMBOL, as in paper:BTCUSDT.SIM.", "positionId");

    private static TradingRefusal NoRule(string positionId) => new("unknown-stop-rule", $"No rule guards '{positionId}'.", "positionId");

    private async Task<(AccountDesk Desk, Symbol Symbol)?> Named(string positionId) =>
        Names.ReadPositionId(positionId) is { } name && await desks.Find(name.Account) is { Desk: { } desk } ? (desk, name.Symbol) : null;

    // A turn of its own: what the last one has sent, and an answer that came at once, are in it.
    private static Task<StopRuleReply> Shown(AccountDesk desk, Symbol symbol, string positionId) => desk.Writer.Do(step =>
        step.State.Stops.Find(symbol) is { } rule ? new StopRuleReply(StopRuleViews.Of(step.State, rule), null) : new(null, NoRule(positionId)));
}
