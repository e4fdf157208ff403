using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Matching;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Engine;

/// <summary>Whatever a strategy does, money neither appears nor vanishes, to the last digit.</summary>
public class BooksBalanceTests
{
    private static readonly RunSettings Costly = new()
    {
        StartingCash = new(10_000m, Currency.Usd),
        Matching = new() { Fees = new PercentFee(7.5m), VolumeShare = 0.001m },
    };

    [Fact]
    public void Every_booking_sums_to_zero_and_cash_is_what_the_ledger_says() => Prop.ForAll<ulong>(seed =>
    {
        var result = RandomRun(seed);

        var bookings = result.Account.Ledger.Entries.GroupBy(entry => entry.Event);
        Assert.All(bookings, booking => Assert.Equal(0m, booking.Sum(entry => entry.Amount)));
        Assert.Equal(result.Account.Cash, SumOf(result, LedgerAccount.Cash));
        Assert.Equal(result.Account.FeesPaid, SumOf(result, LedgerAccount.Fees));
        Assert.Equal(result.Account.Positions.Sum(position => position.Cost), SumOf(result, LedgerAccount.Holdings));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Trades_add_up_to_the_change_of_equity() => Prop.ForAll<ulong>(seed =>
    {
        var result = RandomRun(seed);

        Assert.Equal(result.FinalEquity - 10_000m, result.Trades.Sum(trade => trade.Pnl), 8);
        Assert.Equal(result.Account.FeesPaid, result.Trades.Sum(trade => trade.Fees), 8);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_running_mark_is_the_exact_equity_to_the_cent() => Prop.ForAll<ulong>(seed =>
    {
        var result = RandomRun(seed);

        Assert.Equal((double)result.FinalEquity, result.Equity.Values[^1], tolerance: 1e-6);
    }).QuickCheckThrowOnFailure();

    /// <summary>One series has a loop of its own, kept tight; the loop for many is the plain one that it must agree with.</summary>
    [Fact]
    public void The_tight_loop_of_one_series_does_what_the_loop_of_many_does() => Prop.ForAll<ulong>(seed =>
    {
        var coin = Market.RandomMinutes(Market.Coin, 400, seed).Without(150, 3);
        var ignored = Market.RandomMinutes(Market.Instrument("IGNORED"), 400, seed + 1).Without(150, 3);

        var alone = Backtest.Run(Gambler(seed), [coin], Costly);
        var together = Backtest.Run(Gambler(seed), [coin, ignored], Costly);

        Assert.Equal(ResultHash.Of(alone), ResultHash.Of(together));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void And_so_it_does_with_orders_that_wait_for_a_price_and_timers() => Prop.ForAll<ulong>(seed =>
    {
        var coin = Market.RandomMinutes(RandomOrders.Coarse, 300, seed).Without(150, 45);
        var ignored = Market.RandomMinutes(Market.Instrument("IGNORED"), 300, seed + 1).Without(150, 45);

        var alone = Backtest.Run(new Speculator(seed), [coin], Costly);
        var together = Backtest.Run(new Speculator(seed), [coin, ignored], Costly);

        Assert.Equal(alone.Told(), together.Told());
        Assert.Equal(ResultHash.Of(alone), ResultHash.Of(together));
        Assert.Equal(alone.AmbiguousBars, together.AmbiguousBars);
        Assert.All(alone.Account.Ledger.Entries.GroupBy(entry => entry.Event), booking => Assert.Equal(0m, booking.Sum(entry => entry.Amount)));
        Assert.Equal(alone.FinalEquity - 10_000m, alone.Trades.Sum(trade => trade.Pnl), 8);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithEndSize(1_000_000));

    private static Scripted Gambler(ulong seed)
    {
        var random = new RandomSource(seed);
        return new()
        {
            Bar = (context, stream, _, _) =>
            {
                if (stream.Index == 0 && random.NextBelow(4) == 0) context.SetHoldings(stream.Instrument, (random.NextBelow(9) - 4) / 10m);
            },
        };
    }

    /// <summary>Gives every kind of order now and then, by bars and by a timer that comes within them, cancels and changes some, and answers fills.</summary>
    private sealed class Speculator(ulong seed) : Strategy
    {
        private readonly RandomSource _random = new(seed);

        public override void OnStart() => Context.SetTimer("again", Duration64.FromSeconds(150));

        public override void OnBar(BarStream stream, in Bar bar)
        {
            if (stream.Index == 0) Act();
        }

        public override void OnTimer(string name) => Act();

        public override void OnFill(Order order, in Execution fill)
        {
            if (_random.NextBelow(8) == 0) Act();
        }

        private void Act()
        {
            if (_random.NextBelow(10) == 0) Context.SetTarget(RandomOrders.Coarse, _random.NextBelow(5) - 2);
            if (_random.NextBelow(10) == 0) new RandomOrders(_random).Give(Context);
            if (Context.OpenOrders is not [.., var last] || _random.NextBelow(10) > 0) return;
            if (_random.NextBelow(2) == 0) Context.Cancel(last);
            else Context.Amend(last, quantity: new(last.Quantity.Value + 1m));
        }
    }

    private static decimal SumOf(RunResult result, LedgerAccount account) => result.Account.Ledger.Entries.Where(entry => entry.Account == account).Sum(entry => entry.Amount);

    /// <summary>Two instruments, one with a multiplier, a gap, partial fills, and a strategy that goes long and short by chance.</summary>
    private static RunResult RandomRun(ulong seed)
    {
        var contract = Market.Instrument("CONTRACT") with { Multiplier = 0.1m, LotSize = 1m };
        BarSeries[] series = [Market.RandomMinutes(Market.Coin, 300, seed).Without(120, 7), Market.RandomMinutes(contract, 300, seed + 1)];
        var random = new RandomSource(seed);
        var strategy = new Scripted
        {
            Bar = (context, stream, _, _) =>
            {
                if (random.NextBelow(4) == 0) context.SetHoldings(stream.Instrument, (random.NextBelow(9) - 4) / 10m);
            },
        };
        return Backtest.Run(strategy, series, Costly);
    }
}
