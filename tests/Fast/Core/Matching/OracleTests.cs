using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>The fast matcher jumps from one price that matters to the next; a naive one that asks every order at every tick must come to the same.</summary>
public class OracleTests
{
    private const int BarsMet = 4;
    private static readonly Config Hundreds = Config.QuickThrowOnFailure.WithMaxTest(600).WithEndSize(1_000_000);

    public static TheoryData<string> Models => [WorstPath.Instance.Name, BestPath.Instance.Name, TouchFill.Instance.Name];

    [Theory, MemberData(nameof(Models))]
    public void Orders_and_groups_trade_as_a_naive_matcher_says(string model) => Prop.ForAll<ulong>(seed =>
    {
        var told = Compare(seed, FillModel.All.Single(one => one.Name == model));

        Assert.True(told.Naive.Fills.SequenceEqual(told.Fast), told.Story);
        Assert.Equal(told.Naive.Ambiguous, told.Ambiguous);
    }).Check(Hundreds);

    /// <summary>A set that once differed: one exit trades all that the entry has brought, and the other, a trailing stop, is wanted again when the entry trades more in the same bar. It has seen the price at which the first traded.</summary>
    [Fact]
    public void A_trailing_exit_knows_the_price_at_which_the_other_traded()
    {
        var told = Compare(547_911, TouchFill.Instance);

        Assert.Equal((98m, 3L), (told.Fast[^1].Price, told.Fast[^1].Order.Value));
        Assert.True(told.Naive.Fills.SequenceEqual(told.Fast), told.Story);
    }

    /// <summary>Of one bar, since what comes after the first choice is another story.</summary>
    [Fact]
    public void The_worst_way_through_a_bar_is_worth_no_more_than_any_and_the_best_no_less() => Prop.ForAll<ulong>(seed =>
    {
        var (worst, best) = (Compare(seed, WorstPath.Instance, bars: 1), Compare(seed, BestPath.Instance, bars: 1));

        Assert.Equal(worst.Naive.Band, best.Naive.Band);
        Assert.True(worst.Equity <= best.Equity, worst.Story + best.Story);
        Assert.Equal(worst.Naive.Band.Better - worst.Naive.Band.Worse, best.Equity - worst.Equity);
    }).Check(Hundreds);

    /// <summary>What is compared is worth it: most sets trade, and many bars leave something open.</summary>
    [Fact]
    public void The_random_orders_do_all_that_is_to_be_compared()
    {
        var told = Enumerable.Range(0, 300).Select(seed => Compare((ulong)seed, WorstPath.Instance)).ToArray();

        Assert.InRange(told.Count(one => one.Fast.Length > 1), 100, 300);
        Assert.InRange(told.Sum(one => one.Ambiguous), 50, 1_200);
        Assert.InRange(told.Sum(one => one.Fast.Count(fill => fill.AtOpen)), 100, 2_000);
    }

    private static Told Compare(ulong seed, FillModel model, int bars = BarsMet)
    {
        var random = new RandomSource(seed);
        var (held, slippage) = (random.NextBelow(13) - 6m, random.NextBelow(2) * 100m);
        var orders = new RandomOrders(random);
        var series = orders.Bars(bars);
        NaiveVenue? naive = null;
        var story = new List<string>();
        var strategy = new Scripted
        {
            Bar = (context, stream, bar, index) =>
            {
                if (index == 0) context.SetTarget(stream.Instrument, held);
                if (index == 1)
                {
                    orders.Give(context);
                    naive = new(context.OpenOrders, held, volumeShare: 0.1m, slippage, model == TouchFill.Instance, model == BestPath.Instance);
                    naive.Arrive(100m);
                    story.AddRange(context.OpenOrders.Select(order => $"{order.Id}: {order.Side} {order.Quantity} {order.Terms} {order.Request.TimeInForce} reduce {order.IsReduceOnly} {order.Group?.Type} of {order.Group?.Entry?.Id ?? order.Group?.Id}"));
                }

                if (index < 2) return;
                story.Add($"{bar.Open} {bar.High} {bar.Low} {bar.Close} ({bar.Volume})");
                naive!.Meet(in bar);
            },
        };
        var settings = Market.Frictionless with { Leverage = 1_000_000m, Matching = new() { Fill = model, Fees = NoFee.Instance, VolumeShare = 0.1m, Slippage = new FixedSlippage(slippage) } };

        var result = Backtest.Run(strategy, [series], settings);

        NaiveFill[] fast = [.. result.Fills.Where(fill => fill.Time > series.OpenTime[1]).Select(fill => new NaiveFill(fill.Order, fill.Quantity.Value, fill.Price.Value, series.OpenTime.Contains(fill.Time)))];
        story.AddRange(["naive", .. naive!.Fills.Select(fill => fill.ToString()), "fast", .. fast.Select(fill => fill.ToString()), $"held {held}, slippage {slippage}, {model.Name}"]);
        return new(naive, fast, result.AmbiguousBars, result.FinalEquity, string.Join('\n', story));
    }

    private sealed record Told(NaiveVenue Naive, NaiveFill[] Fast, int Ambiguous, decimal Equity, string Story);
}
