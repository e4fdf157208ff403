using System.Numerics;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>The venue has refused what was to guard what an entry has bought. People are told, and something else is sent: the same later where it was not about these orders, else the stop alone, then an order at the market. What has been bought is never left with nothing under way.</summary>
internal static class RefusedExits
{
    private const int LeastWaitMs = 100;
    private const int FirstTold = 4;

    /// <param name="refused">Those of one request.</param>
    public static void Take(Step step, ICourier courier, IReadOnlyList<LiveOrder> refused, WriteOutcome.Refused said)
    {
        var tries = refused.Max(exit => exit.Refusals) + 1;
        var (next, waitMs, what) = Next(step, refused, said, tries);
        // Written down before these are over: the entry stays at hand as long as exits of it are open.
        var exits = next.Select(one => Brackets.Renewed(step, one.Exit, one.Terms, tries, Environment.TickCount64 + waitMs)).ToArray();
        foreach (var exit in refused) OrderCourse.End(step, courier, exit, new OrderState.Rejected(said.Reason));
        // What is refused for hours is not told every minute.
        if (tries <= FirstTold || BitOperations.IsPow2(tries)) Tell(step, refused, said, what);
        if (waitMs == 0) Brackets.Send(step, courier, exits);
    }

    private static void Tell(Step step, IReadOnlyList<LiveOrder> refused, WriteOutcome.Refused said, string what)
    {
        var entry = Names.OrderId(refused[0].AccountId, refused[0].Order.Group!.Entry!.Id.Value);
        step.Alert("exit-refused", $"{string.Join(" and ", refused.Select(exit => exit.OrderId))} should guard what {entry} has traded, and the venue refused: {said.Reason.Message} {what}", refused[0]);
    }

    private static (IEnumerable<(LiveOrder Exit, OrderTerms Terms)> Next, long WaitMs, string What) Next(Step step, IReadOnlyList<LiveOrder> refused, WriteOutcome.Refused said, int tries)
    {
        var stop = refused.FirstOrDefault(exit => exit.Order.Terms.WaitsForTrigger);
        if (said.Reason.Code is RefusalCodes.BelowMinimumNotional or RefusalCodes.BelowMinimumQuantity && refused.All(exit => exit.Order.Terms is MarketTerms)) return ([], 0, "It is too little to be sold, and stays.");

        var isOfThese = said.RetryAfter is null && !BrokerRefusals.IsPassing(said.Reason.Code);
        if (isOfThese && stop is not null && refused.Count == 2 && !IsReached(step, refused)) return ([(stop, stop.Order.Terms)], 0, "The stop is sent alone.");
        if (isOfThese && stop is not null) return ([(stop, MarketTerms.Instance)], 0, "It is closed at the market instead.");

        var waitMs = said.RetryAfter is { } after ? Math.Max(LeastWaitMs, (long)Math.Ceiling(after.TotalMilliseconds)) : 1_000L * Waits.SecondsAfter(tries);
        return (refused.Select(exit => (exit, exit.Order.Terms)), waitMs, $"It is sent again in {(waitMs + 999) / 1_000} s.");
    }

    /// <summary>Whether the price is where one of them would trade at once: no venue takes that as an order that waits.</summary>
    private static bool IsReached(Step step, IReadOnlyList<LiveOrder> exits)
    {
        if (!step.State.Prices.TryGetValue(exits[0].Order.Instrument.Symbol, out var seen)) return false;
        return exits.Any(exit => FlatTerms.Of(exit.Order.Terms) switch
        {
            { Stop: { } stop } => exit.Order.Side == OrderSide.Sell ? seen.Price <= stop : seen.Price >= stop,
            { Limit: { } limit } => exit.Order.Side == OrderSide.Sell ? seen.Price >= limit : seen.Price <= limit,
            _ => false,
        });
    }
}
