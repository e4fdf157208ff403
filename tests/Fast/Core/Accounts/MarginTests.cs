using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>What is tied up, when the call comes, and what answers it.</summary>
public class MarginTests
{
    [Fact]
    public void A_future_moves_cash_by_what_it_realises_and_its_fee_only()
    {
        var account = Desk.Open(100_000m, Desk.Mini);
        account.Trade(0, 2m, 5_000m, fee: 4m);

        // Nothing is paid for 2 x 50 x 5,000 = 500,000; 20 points are 2 x 50 x 20 = 2,000.
        Assert.Equal((99_996m, 99_996m), (account.Cash, account.Equity));
        account.Mark(0, 5_020);
        Assert.Equal((99_996m, 101_996m, 2_000m), (account.Cash, account.Equity, account.Positions[0].UnrealizedPnlAt(5_020m)));

        account.Trade(0, -1m, 5_030m, fee: 2m);
        Assert.Equal((101_494m, 0m), (account.Cash, account.SumOf(LedgerAccount.Holdings, Currency.Usd)));
    }

    /// <summary>How it is settled changes what is cash, never what is equity.</summary>
    [Fact]
    public void Margined_or_paid_in_full_equity_is_the_same() => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        var margined = Desk.Open(1_000_000m, Desk.Mini);
        var paid = Desk.Open(1_000_000m, Desk.Mini with { Margined = false });
        for (var step = 0; step < 50; step++)
        {
            var (quantity, price) = (random.NextBelow(2) == 0 ? 1m + random.NextBelow(5) : -1m - random.NextBelow(5), 5_000m + random.NextBelow(400) * 0.25m);
            foreach (var account in new[] { margined, paid }) account.Trade(0, quantity, price, fee: 2.01m);

            Assert.Equal(paid.Equity, margined.Equity);
            Assert.Equal(paid.EquityMark, margined.EquityMark);
            Assert.Equal(paid.HoldingsOfOne, margined.HoldingsOfOne);
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.25)]
    [InlineData(10, 0.05)]
    public void Maintenance_is_a_quarter_or_half_of_the_initial_margin(int leverage, double expected) =>
        Assert.Equal((decimal)expected, new AccountRules { Leverage = leverage }.MaintenanceMargin);

    [Fact]
    public void Regulation_T_example()
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(10_000m, Currency.Usd), Leverage = 2m }, Desk.Apple);
        account.Trade(0, 150m, 100m);

        // 15,000 held, half tied up at first and a quarter to be kept: 2,500 free, which carry 5,000 more.
        Assert.Equal(new MarginStatus(10_000m, 15_000m, 7_500m, 3_750m, 2m), MarginRules.StatusOf(account));
        Assert.Equal((2_500m, 5_000m), (MarginRules.StatusOf(account).FreeMargin, MarginRules.StatusOf(account).BuyingPower));

        // 5,000 are owed: called below 5,000 / (150 x 0.75) = 44.44.
        Assert.Equal(44.4444, MarginRules.CallPricesOf(account).Below, 4);
        Assert.Equal(double.PositiveInfinity, MarginRules.CallPricesOf(account).Above);
    }

    [Fact]
    public void A_short_is_called_above_a_price()
    {
        var account = Desk.Open(10_000m, Desk.Apple);
        account.Trade(0, -100m, 100m);

        // Cash 20,000 = 100 x 1.25 x 160.
        Assert.Equal(new CallPrices(double.NegativeInfinity, 160), MarginRules.CallPricesOf(account));
    }

    [Fact]
    public void A_future_with_margins_of_its_own_ties_up_so_much_a_contract()
    {
        var account = Desk.Open(30_000m, Desk.Mini with { InitialMargin = 12_000m, MaintenanceMargin = 11_000m });
        account.Trade(0, 2m, 5_000m);

        Assert.Equal((24_000m, 22_000m, 6_000m), (MarginRules.StatusOf(account).Initial, MarginRules.StatusOf(account).Maintenance, MarginRules.StatusOf(account).FreeMargin));

        // 8,000 may be lost, at 100 a point.
        Assert.Equal(4_920, MarginRules.CallPricesOf(account).Below, 9);
    }

    [Fact]
    public void An_account_without_debt_is_never_called()
    {
        var account = Desk.Open(10_000m, Desk.Apple);
        Assert.Equal(CallPrices.Never, MarginRules.CallPricesOf(account));

        account.Trade(0, 100m, 100m);

        Assert.Equal(CallPrices.Never, MarginRules.CallPricesOf(account));
    }

    [Fact]
    public void A_call_is_answered_with_the_largest_requirement_first_and_no_more_than_needed()
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(10_000m, Currency.Usd), Leverage = 4m, MaintenanceMargin = 0.25m }, Desk.Apple, Desk.Stock("MSFT", Currency.Usd));
        account.Trade(0, 250m, 100m);
        account.Trade(1, -50m, 100m);
        Assert.Empty(MarginRules.CutsFor(account));

        account.Mark(0, 80);

        // Equity 10,000 - 5,000 = 5,000; 20,000 and 5,000 need 6,250. Each Apple sold frees 20: 1,250 / 20 = 62.5, so 63.
        Assert.True(MarginRules.StatusOf(account).IsCalled);
        Assert.Equal([new MarginCut(0, -63m)], MarginRules.CutsFor(account));

        // Equity 500; Apple needs 3,875 of the 5,125 and is not enough, so 500 / 25 = 20 of the 50 are kept.
        account.Mark(0, 62);
        Assert.Equal([new MarginCut(0, -250m), new MarginCut(1, 30m)], MarginRules.CutsFor(account));
    }

    [Fact]
    public void Cuts_meet_maintenance_and_the_call_price_is_where_the_call_is() => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        var instrument = random.NextBelow(2) == 0 ? Desk.Apple : Desk.Mini with { MaintenanceMargin = random.NextBelow(2) == 0 ? 40m : null, Multiplier = 5m };
        var account = Desk.Open(new AccountRules { StartingCash = new(10_000m, Currency.Usd), Leverage = 5m }, instrument);
        account.Trade(0, random.NextBelow(2) == 0 ? -(1m + random.NextBelow(400)) : 1m + random.NextBelow(400), 20m);
        var border = MarginRules.CallPricesOf(account);
        for (var step = 0; step < 40; step++)
        {
            var price = 1 + random.NextBelow(6_000) / 100.0;
            account.Mark(0, price);
            var status = MarginRules.StatusOf(account);

            // At the border itself doubles may say either.
            if (Math.Abs(price - border.Below) > 1e-6 && Math.Abs(price - border.Above) > 1e-6) Assert.Equal(status.IsCalled, price < border.Below || price > border.Above);
        }

        foreach (var cut in MarginRules.CutsFor(account)) account.Trade(cut.Instrument, cut.Quantity, account.ExactMarkOf(cut.Instrument));
        Assert.True(!MarginRules.StatusOf(account).IsCalled || account.Positions[0].IsFlat);
    }).QuickCheckThrowOnFailure();
}
