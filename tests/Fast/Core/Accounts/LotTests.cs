using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>Which lots a closing trade closes, and what it realises.</summary>
public class LotTests
{
    private static readonly LotMethod[] Methods = Enum.GetValues<LotMethod>();

    /// <summary>100 at 10, 100 at 14, 100 at 12; 150 are sold at 15 for 2,250.</summary>
    [Theory]
    [InlineData(LotMethod.Average, 450)] // 2,250 - 150 x 12
    [InlineData(LotMethod.Fifo, 550)] // 2,250 - (100 x 10 + 50 x 14)
    [InlineData(LotMethod.Lifo, 350)] // 2,250 - (100 x 12 + 50 x 14)
    [InlineData(LotMethod.Hifo, 250)] // 2,250 - (100 x 14 + 50 x 12)
    [InlineData(LotMethod.Specific, 450)] // 2,250 - 50 x (12 + 10 + 14): what is named
    public void What_a_sale_realises_depends_on_the_method(LotMethod method, int realized)
    {
        var account = Opened(method);

        account.Trade(0, -150m, 15m, day: 3, lots: [new(3, 50m), new(1, 50m), new(2, 50m)]);

        Assert.Equal(realized, account.Positions[0].RealizedPnl);
        Assert.Equal(account.Positions[0].RealizedPnl, -account.SumOf(LedgerAccount.RealizedPnl, Currency.Usd));
    }

    [Fact]
    public void What_is_not_named_is_closed_oldest_first_and_what_is_named_wrongly_is_passed_over()
    {
        var account = Opened(LotMethod.Specific);

        account.Trade(0, -150m, 15m, day: 3, lots: [new(3, 80m), new(77, 10m)]);

        // 80 x 12 + 70 x 10 = 1,660.
        Assert.Equal(590m, account.Positions[0].RealizedPnl);
        Assert.Equal([(1L, 30m), (2L, 100m), (3L, 20m)], account.Positions[0].Lots.Select(lot => (lot.Id, lot.Quantity)));
    }

    [Fact]
    public void Of_shorts_the_cheapest_gains_least()
    {
        var account = Desk.Open(new AccountRules { Lots = LotMethod.Hifo }, Desk.Apple);
        account.Trade(0, -10m, 20m);
        account.Trade(0, -10m, 18m, day: 1);

        account.Trade(0, 10m, 17m, day: 2);

        // Sold for 180, bought back for 170.
        Assert.Equal([new ClosedLot(2, Desk.Day(1), Desk.Day(2), -10m, 180m, 170m)], account.Positions[0].ClosedLots);
        Assert.Equal((10m, false), (account.Positions[0].ClosedLots[0].Gain, account.Positions[0].ClosedLots[0].IsLongTerm));
    }

    [Fact]
    public void A_trade_that_turns_the_position_closes_every_lot_and_opens_one()
    {
        var account = Opened(LotMethod.Fifo);

        account.Trade(0, -400m, 15m, day: 3);

        Assert.Equal([new Lot(4, Desk.Day(3), -100m, -1_500m)], account.Positions[0].Lots);
        Assert.Equal((3, 900m), (account.Positions[0].ClosedLots.Count, account.Positions[0].RealizedPnl));
    }

    [Fact]
    public void A_third_of_a_cent_does_not_vanish()
    {
        var account = Desk.Open(new AccountRules { Lots = LotMethod.Fifo }, Desk.BitcoinEuro with { Currency = Currency.Usd });
        account.Trade(0, 3m, 3.3333333333m / 3m);
        for (var part = 0; part < 3; part++) account.Trade(0, -1m, 1m);

        Assert.Equal((0m, 0m), (account.Positions[0].Cost, account.SumOf(LedgerAccount.Holdings, Currency.Usd)));
        Assert.Equal(account.Positions[0].RealizedPnl, account.Positions[0].ClosedLots.Sum(lot => lot.Gain));
    }

    [Theory]
    [InlineData(2023, 3, 1, 2024, 3, 1, false)] // to the day a year: short term
    [InlineData(2023, 3, 1, 2024, 3, 2, true)]
    [InlineData(2024, 2, 29, 2025, 2, 28, false)]
    [InlineData(2024, 2, 29, 2025, 3, 1, true)]
    public void Long_term_is_more_than_a_year(int year, int month, int day, int closedYear, int closedMonth, int closedDay, bool isLong)
    {
        var (opened, closed) = (Instant64.FromUtc(year, month, day, 15, 0), Instant64.FromUtc(closedYear, closedMonth, closedDay, 9, 0));

        Assert.Equal(isLong, new ClosedLot(1, opened, closed, 1m, 2m, 1m).IsLongTerm);
        Assert.False(new ClosedLot(1, opened, closed, -1m, 2m, 1m).IsLongTerm);
    }

    [Fact]
    public void Once_all_is_closed_every_method_has_realised_the_same() => Prop.ForAll<ulong>(seed =>
    {
        var realized = Methods.Select(method => RealizedBy(method, seed)).ToArray();

        Assert.All(realized, one => Assert.Equal(realized[0], one));
    }).QuickCheckThrowOnFailure();

    private static Account Opened(LotMethod method)
    {
        var account = Desk.Open(new AccountRules { Lots = method }, Desk.Apple);
        foreach (var (price, day) in new[] { (10m, 0), (14m, 1), (12m, 2) }) account.Trade(0, 100m, price, day: day);
        return account;
    }

    private static decimal RealizedBy(LotMethod method, ulong seed)
    {
        var random = new RandomSource(seed);
        var account = Desk.Open(new AccountRules { Lots = method }, Desk.BitcoinEuro with { Currency = Currency.Usd });
        var position = account.Positions[0];
        for (var step = 0; step < 60; step++)
        {
            var price = 90m + random.NextBelow(2_000) / 100m;
            var size = (1 + random.NextBelow(5_000)) * 0.001m;
            account.Trade(0, random.NextBelow(2) == 0 ? size : -size, price, day: step);
            if (random.NextBelow(10) == 0) account.Split(0, random.NextBelow(2) == 0 ? 0.1428572m : 3m, price, Desk.Day(step));

            // Settling a fraction depends on what is held, which is the same in all methods.
            Assert.True(method == LotMethod.Average || position.Lots.Sum(lot => lot.Quantity) == position.Quantity);
            Assert.True(method == LotMethod.Average || position.Lots.Sum(lot => lot.Cost) == position.Cost);
        }

        if (!position.IsFlat) account.Trade(0, -position.Quantity, 100m, day: 99);
        Assert.Empty(position.Lots);
        return position.RealizedPnl;
    }
}
