using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Store;

/// <summary>A fill as its table has it.</summary>
/// <param name="BookSequence">Its place among all that moved the account.</param>
/// <param name="Lots">The numbers of those that it closes first; null: it names none.</param>
internal sealed record ExecutionRow(
    string AccountId,
    Symbol Symbol,
    long VenueExecutionId,
    long BookSequence,
    long? OrderNumber,
    OrderSide Side,
    decimal Quantity,
    decimal Price,
    decimal Fee,
    Currency FeeCurrency,
    Liquidity Liquidity,
    bool IsLate,
    string? StrategyId,
    Instant64 Time,
    string? Lots = null);

/// <summary>Money (with a currency) or a holding (with a symbol and a price) that came, or negative: went, other than by a trade.</summary>
/// <param name="Part">Of what was paid or got: whose it is; null: of all who hold the instrument, or nobody's.</param>
/// <param name="Received">Of a conversion, of which the amount is what was given.</param>
internal sealed record MoveRow(
    string AccountId, long BookSequence, string Kind, Currency? Currency, Symbol? Symbol, decimal Amount, decimal? Price, string? Note, Instant64 Time,
    string? Part = null, decimal? Received = null, Currency? ReceivedCurrency = null)
{
    /// <summary>The amount is the factor, the price the last close before it.</summary>
    public const string Split = "split";

    /// <summary>The amount is what came in all, the price what was paid a share where the market told it.</summary>
    public const string Dividend = "dividend";

    /// <summary>Kinds of facts that are profit or cost; rows call them by <see cref="WordOf"/>.</summary>
    public static readonly IReadOnlyList<FactKind> Earning = [FactKind.Conversion, FactKind.Dividend, FactKind.Interest, FactKind.Borrow, FactKind.Funding, FactKind.Fee];

    /// <summary>What it is as profit or cost; null where it is money or a holding from outside, or a split.</summary>
    public BookedFact? ToEarned() => Earning.Where(kind => WordOf(kind) == Kind)
        .Select(kind => new BookedFact(kind, Time) { Part = Part, Symbol = Symbol, Amount = Amount, Currency = Currency, Received = Received, ReceivedCurrency = ReceivedCurrency, Note = Note }).FirstOrDefault();

    public static string WordOf(FactKind kind) => kind.ToString().ToLowerInvariant();
}

internal sealed record CursorRow(string AccountId, Symbol Symbol, long NextId);

/// <summary>What was asked for under a key.</summary>
/// <param name="Refusal">JSON; null where an order came of it.</param>
internal sealed record RequestRow(string AccountId, string RequestKey, string Fingerprint, long? Number, string? Refusal, Instant64 Time);

internal sealed record DifferenceRow(string AccountId, string DifferenceId, string Kind, string What, string Here, string AtVenue, string Message);

/// <param name="Secret">Encrypted.</param>
internal sealed record CredentialRow(string AccountId, CredentialKind Kind, string KeyHint, string Secret, string? Rest, string? Stream, string? OptInBy, Instant64? OptInAt, string SetBy, Instant64 SetAt);

internal sealed record InstrumentRow(Symbol Symbol, string Instrument);

/// <summary>A loss that somebody has let the account go on with.</summary>
/// <param name="Level">In the unit, as it was then.</param>
/// <param name="Until">When it is forgotten: at the end of the day; null: when equity is at its highest again.</param>
/// <param name="Rule">Of the limit that was broken then, as unit and value: of another limit by the same name nobody has released anything.</param>
internal sealed record LossReleaseRow(string AccountId, string LimitId, string PortfolioId, decimal Level, Instant64? Until, LimitRule Rule, LimitUnit Unit, decimal Value)
{
    public bool IsOf(LimitStanding standing) => (Rule, Unit, Value) == (standing.Rule, standing.Unit, standing.Value);
}

/// <summary>Which loss: of the account, or of a portfolio that it belongs to.</summary>
/// <param name="PortfolioId">Empty: the account's own.</param>
internal readonly record struct LossKey(string LimitId, string PortfolioId)
{
    public static LossKey Of(LossReleaseRow release) => new(release.LimitId, release.PortfolioId);

    public static LossKey Of(LimitStanding standing) => new(standing.LimitId, standing.PortfolioId ?? "");
}
