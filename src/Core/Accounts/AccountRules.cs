using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Whether an account may owe money.</summary>
public enum AccountKind
{
    /// <summary>Positions are worth at most the equity, and a foreign currency that runs short is bought at once.</summary>
    Cash,

    /// <summary>May borrow up to its leverage, in any currency that it trades in.</summary>
    Margin,
}

/// <summary>Under which rules an account is opened and kept.</summary>
public sealed record AccountRules
{
    // FINRA 4210(c): a quarter of the exposure; half of what was needed at first where that is less, so that no position is called as it is opened.
    private const decimal UsualMaintenance = 0.25m;

    private readonly decimal? _maintenanceMargin;

    /// <summary>What is paid in when the account is opened; its currency is the one that the account reports in.</summary>
    public Money StartingCash { get; init; } = new(100_000m, Currency.Usd);

    public AccountKind Kind { get; init; } = AccountKind.Margin;

    /// <summary>How many times its equity the account may hold, from 1 (no borrowing); 2 is the 50 % of Regulation T.</summary>
    public decimal Leverage
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1m);
            field = value;
        }
    } = 1m;

    /// <summary>The share of its exposure, as a fraction up to 1, that equity must not fall below; 0.25 or half of the initial margin, whichever is less, unless set.</summary>
    public decimal MaintenanceMargin
    {
        get => _maintenanceMargin ?? Math.Min(UsualMaintenance, 0.5m / Leverage);
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1m);
            _maintenanceMargin = value;
        }
    }

    /// <summary>Which of what was bought is sold first, and so what a sale realises.</summary>
    public LotMethod Lots { get; init; } = LotMethod.Average;

    public Financing Financing { get; init; } = Financing.None;

    /// <summary>Rates known beforehand, for currencies that no instrument of the account gives a rate of, and until one that does has a price.</summary>
    public IReadOnlyList<ExchangeRate> Rates { get; init; } = [];

    /// <summary>Whether the books follow what a venue has done: nothing is booked beyond what is told, and a rate that is not known yet (0 until then) stops nothing.</summary>
    internal bool IsTold { get; init; }
}
