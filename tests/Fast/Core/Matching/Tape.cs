using System.Globalization;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Tests.Fast.Core.Engine;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>Writes bars as words, and reads what a run did as words.</summary>
internal static class Tape
{
    /// <summary>One-minute bars of the coin from midnight on: "open high low close", or with a volume behind; "" is a bar that is missing.</summary>
    public static BarSeries Minutes(params string[] bars) => Of(Market.Coin, Interval.OneMinute, Market.Start, bars);

    public static BarSeries Of(Instrument instrument, Interval interval, Instant64 start, params string[] bars)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        for (var (index, time) = (0, start); index < bars.Length; index++, time += interval.Length)
        {
            if (bars[index].Length == 0) continue;
            double[] numbers = [.. bars[index].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            builder.Add(time, [.. numbers[..4], numbers.Length > 4 ? numbers[4] : 1_000]);
        }

        return new(instrument, interval, builder.Build());
    }

    /// <summary>Acts at the closes of some bars, counted from 0.</summary>
    public static Scripted At(params (int Bar, Action<IStrategyContext> Act)[] acts) => new()
    {
        Bar = (context, _, _, index) => { foreach (var (bar, act) in acts) if (bar == index) act(context); },
    };

    /// <summary>"Buy 2 at 95", fill by fill.</summary>
    public static IEnumerable<string> Told(this RunResult result) => result.Fills.Select(Told);

    public static string Told(this Execution fill) => string.Create(CultureInfo.InvariantCulture, $"{fill.Side} {fill.Quantity.Value:0.####} at {fill.Price.Value:0.####}");

    /// <summary>"Filled", or "Cancelled data-gap" where there is a reason.</summary>
    public static string Told(this Order order) => order.State switch
    {
        OrderState.Rejected { Reason.Code: var code } => $"Rejected {code}",
        OrderState.Cancelled { Reason.Code: var code } => $"Cancelled {code}",
        OrderState.Expired { Reason.Code: var code } => $"Expired {code}",
        var state => state.Status.ToString(),
    };

    public static Order Limit(this IStrategyContext context, OrderSide side, decimal quantity, decimal limit) => context.Submit(OrderRequest.Limit(Market.Coin, side, new(quantity), new(limit)));

    public static Order Stop(this IStrategyContext context, OrderSide side, decimal quantity, decimal stop) => context.Submit(OrderRequest.Stop(Market.Coin, side, new(quantity), new(stop)));
}
