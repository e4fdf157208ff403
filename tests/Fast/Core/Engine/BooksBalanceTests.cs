using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;

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
