using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>An entry that waits was approved with the stop of its bracket: a worse one, or none, is judged with it.</summary>
internal static class EntryRisk
{
    /// <summary>Why the stop may not be changed; null: it may, or it is no such stop.</summary>
    public static Refusal? OfChange(Step step, LiveOrder live, OrderTerms terms, Quantity quantity) =>
        // One that covers a part of the entry cuts no loss of the rest.
        Judge(step, live, live.Order.Group?.Entry is { } entry && quantity < entry.Quantity ? null : terms);

    public static Refusal? OfCancel(Step step, LiveOrder live) => Judge(step, live, null) is { } refusal
        ? refusal with { Message = $"{refusal.Message} Cancel the entry {Names.OrderId(live.AccountId, live.Order.Group!.Entry!.Id.Value)} instead: its exits end with it." }
        : null;

    private static Refusal? Judge(Step step, LiveOrder live, OrderTerms? terms) => live.Order.Group?.Entry is { IsOver: false } entry
        ? RiskGate.JudgeStop(live.Order, terms, Gate.SightOf(step, entry.Instrument.Symbol, live.StrategyId, live.PortfolioId, isEmergency: false))
        : null;
}
