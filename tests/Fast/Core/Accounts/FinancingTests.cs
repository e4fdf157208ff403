using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>What borrowing costs and cash earns, day by day.</summary>
public class FinancingTests
{
    private static readonly AccountRules Rules = new()
    {
        StartingCash = new(10_000m, Currency.Usd),
        Leverage = 2m,
        Financing = new() { DebitRate = 0.06m, CreditRate = 0.03m, BorrowRate = 0.01m },
    };

    [Theory]
    [InlineData(0, 360, 0.83)] // 10,000 x 3 % / 360 = 0.8333, down
    [InlineData(0, 365, 0.82)] // 0.8219
    [InlineData(200, 360, -1.67)] // 10,000 owed x 6 % / 360 = 1.6667, up
    [InlineData(100, 360, 0)] // nothing there, nothing owed
    public void Interest_of_a_day(int shares, int daysInYear, double interest)
    {
        var account = Desk.Open(Rules with { Financing = Rules.Financing with { DaysInYear = daysInYear } }, Desk.Apple);
        if (shares > 0) account.Trade(0, shares, 100m);

        account.Accrue(Desk.Day(1));

        Assert.Equal((decimal)interest, account.Explain().Interest);
    }

    [Fact]
    public void Shorts_pay_for_what_is_borrowed_and_what_they_brought_earns_nothing()
    {
        var account = Desk.Open(Rules, Desk.Apple);
        account.Trade(0, -50m, 100m);
        account.Mark(0, 120);

        account.Accrue(Desk.Day(3));

        // 6,000 x 1 % x 3 / 360 = 0.50. Cash 15,000 - 0.50 less 6,000 of the lender's: 8,999.50 x 3 % x 3 / 360 = 2.249875.
        Assert.Equal((-0.50m, 2.24m), (account.Explain().Borrow, account.Explain().Interest));
    }

    [Fact]
    public void Days_are_calendar_days_in_utc_and_none_is_booked_twice()
    {
        var account = Desk.Open(Rules, Desk.Apple);
        account.Trade(0, 200m, 100m);

        account.Accrue(Desk.Start + Duration64.FromHours(11));
        Assert.Equal(0m, account.Explain().Interest);

        // Midnight: a day has begun, however late the account was opened.
        account.Accrue(Desk.Start + Duration64.FromHours(12));
        account.Accrue(Desk.Start + Duration64.FromHours(20));
        Assert.Equal(-1.67m, account.Explain().Interest);

        // Friday to Monday: three days on 10,001.67.
        account.Accrue(Desk.Day(4));
        Assert.Equal(-1.67m - 5.01m, account.Explain().Interest);
    }

    [Fact]
    public void Every_currency_has_interest_of_its_own()
    {
        var account = Desk.Open(Rules, Desk.Siemens, Desk.EuroDollar);
        account.Mark(1, 1.10);
        account.Trade(0, 60m, 100m);

        account.Accrue(Desk.Day(1));

        // 6,000 EUR owed cost 1.00 a day; 10,000 USD earn 0.83.
        Assert.Equal((-6_001m, 10_000.83m), (account.CashOf(Currency.Eur), account.Cash));
        Assert.Equal(0.83m - 1.10m, account.Explain().Interest);
    }

    [Fact]
    public void A_margined_short_borrows_nothing()
    {
        var account = Desk.Open(Rules with { Financing = new() { BorrowRate = 0.5m } }, Desk.Mini);
        account.Trade(0, -1m, 100m);

        account.Accrue(Desk.Day(30));

        Assert.Equal(10_000m, account.Equity);
    }

    [Theory]
    [InlineData(2, 0.0001, -10)] // 2 x 50,000 x 0.01 %, longs pay
    [InlineData(-2, 0.0001, 10)]
    [InlineData(2, -0.0003, 30)]
    [InlineData(0.001, 0.00005, -0.01)] // 0.0025, against the account
    [InlineData(-0.001, 0.00005, 0)]
    public void Funding_goes_from_longs_to_shorts(double quantity, double rate, double received)
    {
        var account = Desk.Open(new AccountRules { StartingCash = new(100_000m, Currency.Usdt) }, Desk.Perpetual);
        account.Trade(0, (decimal)quantity, 50_000m);

        account.PayFunding(0, (decimal)rate, 50_000m, Desk.Day(1));

        Assert.Equal((decimal)received, account.Explain().Funding);
        Assert.Equal(100_000m + (decimal)received, account.Cash);
    }

    [Fact]
    public void Fundings_of_the_rules_are_paid_when_due_and_once()
    {
        var at = new[] { Desk.Day(1), Desk.Day(2), Desk.Day(3) };
        var financing = new Financing { Funding = [.. at.Select(time => new FundingRate(Desk.Perpetual.Symbol, time, 0.0001m))] };
        var account = Desk.Open(new AccountRules { StartingCash = new(100_000m, Currency.Usdt), Financing = financing }, Desk.Perpetual);
        account.Trade(0, 1m, 50_000m);
        Assert.Equal(at[0], account.NextFunding);

        account.PayFunding(at[1]);
        account.PayFunding(at[1]);

        Assert.Equal((-10m, at[2]), (account.Explain().Funding, account.NextFunding));
        account.PayFunding(at[2]);
        Assert.Equal(Instant64.MaxValue, account.NextFunding);
    }

    [Fact]
    public void A_year_has_360_or_365_days() => Assert.Throws<ArgumentOutOfRangeException>(() => new Financing { DaysInYear = 366 });
}
