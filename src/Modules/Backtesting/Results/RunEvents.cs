using System.Globalization;
using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Engine;

namespace AlgoTrendy.Modules.Backtesting.Results;

/// <summary>What happened to a run's account beside its orders, in sentences.</summary>
internal static class RunEvents
{
    public static IReadOnlyList<ResultEvent> Of(RunResult run) => [.. run.Events.Select(Of).Concat(run.MarginCalls.Select(call => Of(call, run))).OrderBy(one => one.Time)];

    private static ResultEvent Of(CorporateEvent happened)
    {
        var symbol = happened.Instrument.Symbol.ToString();
        var (kind, text) = happened switch
        {
            DividendPaid paid => ("dividend", Text($"{symbol} paid {paid.PerShare} {paid.Instrument.Currency} a share: {paid.Amount:+0.00;-0.00}.")),
            SplitApplied { Settled: 0m } split => ("split", Text($"{symbol} split: quantities are divided by {split.Factor:0.##########}.")),
            SplitApplied split => ("split", Text($"{symbol} split: quantities are divided by {split.Factor:0.##########}; {split.Settled:0.########} was settled in cash at {split.SettledAt:0.########}.")),
            TickerChanged change => ("ticker", $"{symbol} goes on as {change.To.Symbol}."),
            _ => throw new InvalidOperationException($"{happened.GetType().Name} has no sentence."),
        };
        return new(happened.Time.ToInstant(), kind, symbol, text);
    }

    private static ResultEvent Of(MarginCall call, RunResult run) => new(
        call.Time.ToInstant(), "marginCall", null,
        Text($"Margin call: equity of {call.Status.Equity:0.00} {run.Account.Currency} was below the {call.Status.Maintenance:0.00} that positions need; they were closed as far as that asks."));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
