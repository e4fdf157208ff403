using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Risk;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;
using static AlgoTrendy.Tests.Fast.Modules.Trading.Risk.PortfolioDesk;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Risk;

/// <summary>A share that a portfolio has lost is what trading made of it, whatever money comes, goes or changes accounts meanwhile.</summary>
public class PortfolioShareTests
{
    private const int Day = 86_400;

    [Fact]
    public void A_tenth_that_was_lost_stays_a_tenth_whatever_is_paid_in_or_out()
    {
        var (one, other, room) = Lost();
        var seen = new List<decimal[]> { Now(room) };

        one.Deposit(180_000m);
        seen.Add(Now(room));
        other.Deposit(-90_000m);
        one.Deposit(-90_000m);
        seen.Add(Now(room));
        one.Deposit(-50_000m);
        other.Deposit(50_000m);
        seen.Add(Now(room));
        one.Price(81);

        Assert.All(seen, now => Assert.Equal([10m, 10m], now));
        Assert.Equal([19m, 19m], Now(room));
    }

    [Fact]
    public void It_does_so_after_a_restart_too()
    {
        var (one, other, room) = Lost();
        one.Deposit(180_000m);
        var before = Assert.Single(room.Receipts());

        // What came while nobody had kept the receipt yet is seen by what was paid in.
        one.Deposit(40_000m);
        var next = Pushed(before.PeakProfit, before.Shares);
        Move(next, one, other);
        var after = Now(next);
        other.Deposit(-100_000m);

        Assert.Equal([10m, 10m], after);
        Assert.Equal([10m, 10m], Now(next));
    }

    [Fact]
    public void What_was_counted_before_there_were_shares_begins_as_in_money()
    {
        var (one, other, _) = Lost();

        var next = Pushed(20_000m, null);
        Move(next, one, other);

        // 20,000 since the day began, of 200,000; and 40,000 below 220,000.
        Assert.Equal([10m, 18.1818181818m], Now(next));
    }

    [Fact]
    public void The_gate_and_the_halt_count_the_same()
    {
        Limit[] limits = [Of(LimitRule.MaxDailyLoss, 12m, LimitUnit.Percent)];
        var (one, other, room) = Lost(limits);
        other.Deposit(1_000_000m);

        var passes = one.Give(OrderSide.Buy, 1m).Refusal;
        one.Price(59); // 31 of 90 × 2,000 of 1,180,000 are 5.3 %: 14.7 % together
        one.Look();

        Assert.Null(passes);
        Assert.Equal(TradingMode.ReduceOnly, one.State.Row.TradingMode);
        Assert.Equal(14.7288135593m, Assert.Single(room.Standings(null, one.Now)).Now);
        Assert.Equal(RefusalCodes.MaxDailyLoss, other.Give(OrderSide.Buy, 1m).Refusal?.Code);
    }

    [Fact]
    public void Money_that_a_part_is_given_is_no_gain_of_the_portfolio()
    {
        Limit[] limits = [Of(LimitRule.MaxDailyLoss, 99m, LimitUnit.Percent)];
        var room = new PortfolioRoom();
        Push(room, limits, "a:trend"); // 10,000 were given to it
        var one = new PortfolioDesk(room, "a", limits);
        one.Hold(100m, "trend");
        one.Price(90);
        var before = Assert.Single(room.Standings(null, At(2))).Now;

        room.Set(new(At(0), At(1_000_000), [new("both", [new("a", "trend", 50_000m)])]), LimitsOf(limits));

        Assert.Equal(10m, before);
        Assert.Equal(10m, Assert.Single(room.Standings(null, At(2))).Now);
    }

    [Fact]
    public void It_is_the_product_of_the_returns_between_flows()
    {
        Prop.ForAll<ulong>(seed => Tell(new(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(Stories.Of(60)));
    }

    private static void Tell(RandomSource random)
    {
        Limit[] limits = [Of(LimitRule.MaxDailyLoss, 99m, LimitUnit.Percent), Of(LimitRule.MaxDrawdown, 99m, LimitUnit.Percent)];
        var room = Pushed(null, null, limits);
        PortfolioDesk[] desks = [new(room, "a", limits), new(room, "b", limits)];
        desks[0].Hold(300m);
        desks[1].Hold(random.NextBelow(2) == 0 ? -100m : 200m);
        var (index, dayIndex, peakIndex, now) = (1d, 1d, 1d, 1);

        for (var step = 0; step < 40; step++)
        {
            var worth = Worth(desks);
            switch (random.NextBelow(8))
            {
                case 0:
                    now += Day;
                    foreach (var desk in desks) desk.Now = At(now);
                    (dayIndex, worth) = (index, Worth(desks));
                    goto default;
                case 1:
                    desks[random.NextBelow(2)].Deposit(random.NextBelow(60_000) - 20_000);
                    break;
                case 2:
                    var moved = random.NextBelow(20_000);
                    desks[0].Deposit(-moved);
                    desks[1].Deposit(moved);
                    break;
                case 3:
                    var receipt = Assert.Single(room.Receipts());
                    room = Pushed(receipt.PeakProfit, receipt.Shares, limits);
                    Move(room, desks);
                    break;
                default:
                    var price = 60 + random.NextBelow(8_000) / 100d;
                    foreach (var desk in desks)
                    {
                        var before = Worth(desks);
                        desk.Price(price);
                        index *= (double)(Worth(desks) / before);
                        peakIndex = Math.Max(peakIndex, index);
                    }

                    break;
            }

            var found = room.Standings(null, At(now)).Select(standing => (double)standing.Now).ToArray();
            Assert.Equal(Math.Max(0d, 1d - index / dayIndex) * 100d, found[0], 1e-5);
            Assert.Equal((1d - index / peakIndex) * 100d, found[1], 1e-5);
        }
    }

    /// <summary>A tenth of 200,000, by one of two accounts.</summary>
    private static (PortfolioDesk One, PortfolioDesk Other, PortfolioRoom Room) Lost(params Limit[] limits)
    {
        if (limits.Length == 0) limits = Usual;
        var room = Pushed(null, null, limits);
        var (one, other) = (new PortfolioDesk(room, "a", limits), new PortfolioDesk(room, "b", limits));
        one.Hold(2_000m);
        one.Price(90);
        return (one, other, room);
    }

    private static Limit[] Usual => [Of(LimitRule.MaxDailyLoss, 99m, LimitUnit.Percent), Of(LimitRule.MaxDrawdown, 99m, LimitUnit.Percent)];

    private static PortfolioRoom Pushed(decimal? peak, PortfolioShares? shares, Limit[]? limits = null)
    {
        var room = new PortfolioRoom();
        room.Set(new(At(0), At(1_000_000_000), [new("both", [new("a"), new("b")], peak, shares)]), LimitsOf(limits ?? Usual));
        return room;
    }

    private static void Move(PortfolioRoom room, params PortfolioDesk[] desks)
    {
        foreach (var desk in desks)
        {
            desk.State.Room = room;
            room.Tell(desk.State);
        }

        foreach (var desk in desks) desk.Room = room;
    }

    private static decimal Worth(PortfolioDesk[] desks) => desks.Sum(desk => desk.State.Live.Equity!.Value);

    private static decimal[] Now(PortfolioRoom room) => [.. room.Standings(null, At(2)).Select(standing => standing.Now)];
}
