using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Accounts;

/// <summary>What borrowing costs and cash earns. Rates are a year's, as fractions (0.05 is 5 %); amounts are rounded against the account when booked.</summary>
public sealed record Financing
{
    /// <summary>Borrowing is free and cash earns nothing.</summary>
    public static readonly Financing None = new();

    /// <summary>What owed cash costs a year, in per cent, of who does not say: of a backtest and of a new paper account alike.</summary>
    public const decimal UsualInterestPercent = 8m;

    /// <summary>The same of the worth of shorts.</summary>
    public const decimal UsualBorrowPercent = 3m;

    /// <summary>No rate that somebody gives is above it.</summary>
    public const decimal MostPercent = 1_000m;

    /// <summary>Paid on what is owed of a currency.</summary>
    public decimal DebitRate { get; init; }

    /// <summary>Earned by cash; what shorts brought earns nothing, as it stays with the lender of what was sold.</summary>
    public decimal CreditRate { get; init; }

    /// <summary>Paid on the market value of shorts, margined ones aside.</summary>
    public decimal BorrowRate { get; init; }

    /// <summary>360 as money markets count, or 365 (sterling and others).</summary>
    public int DaysInYear
    {
        get;
        init
        {
            if (value is not (360 or 365)) throw new ArgumentOutOfRangeException(nameof(value), value, "A year of interest has 360 or 365 days.");
            field = value;
        }
    } = 360;

    /// <summary>Of the perpetuals that the account holds, in order of time.</summary>
    public IReadOnlyList<FundingRate> Funding { get; init; } = [];

    /// <summary>Whether cash and shorts cost and earn nothing; funding aside.</summary>
    public bool IsFree => DebitRate == 0m && CreditRate == 0m && BorrowRate == 0m;

    /// <summary>What owed cash and shorts cost in a year, in per cent; cash earns nothing.</summary>
    public static Financing OfPercent(decimal interest, decimal borrow) => new() { DebitRate = interest / 100m, BorrowRate = borrow / 100m };

    /// <summary>The interest of so many days on this cash; negative is paid.</summary>
    internal decimal InterestOn(decimal cash, int days, Currency currency) =>
        RoundDown(cash * (cash < 0m ? DebitRate : CreditRate) * days / DaysInYear, currency);

    /// <summary>The fee, as a negative amount, of so many days for shorts that are worth so much (not negative).</summary>
    internal decimal BorrowOn(decimal worth, int days, Currency currency) => RoundDown(-worth * BorrowRate * days / DaysInYear, currency);

    /// <summary>Less received, more paid: to the currency's places.</summary>
    internal static decimal RoundDown(decimal amount, Currency currency) => decimal.Round(amount, currency.Decimals, MidpointRounding.ToNegativeInfinity);
}
