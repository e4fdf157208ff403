using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Contracts.Risk;

/// <summary>What the risk of holdings is asked with. What is null is as usual.</summary>
/// <param name="PortfolioId">A portfolio, or else an account; or all, for all accounts.</param>
/// <param name="Confidence">0.51 to 0.999; 0.95.</param>
/// <param name="HorizonDays">Over how many days something may be lost: 1 to 30; 1.</param>
/// <param name="Days">How many calendar days of daily bars are looked back at: 30 to 3650; 365.</param>
/// <param name="Seed">Of the draws; not negative; 1.</param>
/// <param name="Benchmark">An instrument, or none; null: one that suits the class in which most is held.</param>
public sealed record PortfolioRiskRequest(string PortfolioId, decimal? Confidence = null, int? HorizonDays = null, int? Days = null, long? Seed = null, string? Benchmark = null)
{
    public const string NoBenchmark = "none";
}

/// <summary>The figures; or why there are none.</summary>
public sealed record PortfolioRiskReply(PortfolioRisk? Risk, RiskRefusal? Refusal);

/// <summary>Whose holdings they are.</summary>
public enum HeldBy
{
    Portfolio,
    Account,
    AllAccounts,
}

/// <summary>What a portfolio holds, where the money is, and how much of it may be lost. Amounts in its currency.</summary>
/// <param name="Equity">Null while a price is missing; the notes say which.</param>
/// <param name="Holdings">By instrument, the largest first, over all accounts.</param>
/// <param name="Exposure">Of all positions that have a worth; long in one account and short in another is both.</param>
/// <param name="Historical">The three are null where too little is known of the past; the notes say why.</param>
/// <param name="Beta">Null where no benchmark is named and none suits.</param>
/// <param name="Notes">In sentences: what could not be priced, what has too little history, and what had to be assumed.</param>
public sealed record PortfolioRisk(
    string PortfolioId,
    HeldBy HeldBy,
    IReadOnlyList<string> Accounts,
    Currency Currency,
    decimal? Equity,
    IReadOnlyList<RiskHolding> Holdings,
    ExposureAmounts Exposure,
    IReadOnlyList<ClassExposure> ByClass,
    IReadOnlyList<CurrencyExposure> ByCurrency,
    RiskBasis Basis,
    TailAmounts? Historical,
    TailAmounts? Parametric,
    TailAmounts? MonteCarlo,
    BenchmarkBeta? Beta,
    CorrelationTable Correlation,
    RiskDataAge Age,
    IReadOnlyList<string> Notes);

/// <summary>One instrument of a portfolio.</summary>
/// <param name="AssetClass">Null where nobody knows the instrument any more.</param>
/// <param name="Quantity">Negative is short.</param>
/// <param name="Worth">Signed; null: it could not be priced.</param>
/// <param name="Weight">Worth over equity, as a fraction.</param>
/// <param name="Volatility">Of its returns, a year, as a fraction; null: it has too little history, and is in none of the figures of loss.</param>
/// <param name="Contribution">What it brings to the parametric value at risk; they add up to it, and what hedges is negative.</param>
/// <param name="Share">Contribution over the parametric value at risk.</param>
public sealed record RiskHolding(Symbol Symbol, AssetClass? AssetClass, Currency? Currency, decimal Quantity, decimal? Price, decimal? Worth, double? Weight, double? Volatility, decimal? Contribution, double? Share);

/// <param name="Shorts">Without a sign.</param>
/// <param name="Net">Negative is short.</param>
public sealed record ExposureAmounts(decimal Longs, decimal Shorts, decimal Gross, decimal Net);

public sealed record ClassExposure(AssetClass AssetClass, ExposureAmounts Exposure);

public sealed record CurrencyExposure(Currency Currency, ExposureAmounts Exposure);

/// <summary>What the figures of loss rest on.</summary>
/// <param name="Days">Calendar days that were looked back at.</param>
/// <param name="Returns">Days of that time on which all counted holdings have a bar and a return.</param>
/// <param name="From">The end of the bar that the first return is counted from, UTC; null without returns.</param>
public sealed record RiskBasis(decimal Confidence, int HorizonDays, int Days, long Seed, int Returns, Instant64? From, Instant64? To);

/// <param name="ValueAtRisk">The loss that is not exceeded with the confidence asked for; a gain is negative.</param>
/// <param name="Conditional">The mean of the losses at or beyond it (CVaR, expected shortfall).</param>
public sealed record TailAmounts(decimal ValueAtRisk, decimal Conditional);

/// <summary>How much the equity moves when the benchmark moves by one, as a share of itself.</summary>
/// <param name="IsAsked">Whether it was named in the question; else it was chosen by what is held.</param>
/// <param name="Beta">Null: the notes say why.</param>
public sealed record BenchmarkBeta(Symbol Benchmark, bool IsAsked, double? Beta);

/// <summary>How holdings moved together, from -1 to 1: a row and a column for each symbol, in their order.</summary>
public sealed record CorrelationTable(IReadOnlyList<Symbol> Symbols, IReadOnlyList<IReadOnlyList<double>> Rows);

/// <summary>How old the data is that was used.</summary>
/// <param name="PricedAt">When the oldest of the prices was seen, UTC; null when nothing is held.</param>
/// <param name="BarsTo">When the last bar ended of the holding whose bars end first, UTC; null without bars.</param>
public sealed record RiskDataAge(Instant64? PricedAt, long? PriceAgeMs, Instant64? BarsTo, long? BarAgeMs);
