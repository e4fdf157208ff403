using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Host.Display;
using NodaTime;

namespace AlgoTrendy.Host.Commands.Risk;

/// <summary>The risk of a portfolio as people read it. Pure.</summary>
internal static class PortfolioRiskSheets
{
    private const string Unknown = "unknown";

    /// <summary>The figures, the holdings, where the money is, and what moved together; those without rows say nothing.</summary>
    public static IReadOnlyList<Sheet> Of(PortfolioRisk risk) => [Amounts(risk), Holdings(risk), Exposures(risk), Correlations(risk)];

    /// <summary>What the figures rest on, in a sentence.</summary>
    public static string Basis(PortfolioRisk risk) => risk.Basis is { From: { } from, To: { } to } basis
        ? $"{Figures.Count(basis.Returns, "daily return")} from {Figures.Day(from.ToInstant())} to {Figures.Day(to.ToInstant())}, losses over {Figures.Count(basis.HorizonDays, "day")} at {Percent((double)basis.Confidence)}, seed {basis.Seed}; the oldest price is {Age(risk.Age.PriceAgeMs)} old."
        : "There are no figures of loss.";

    private static Sheet Amounts(PortfolioRisk risk)
    {
        var sheet = new Sheet(Column.Text(), Column.Number(risk.Currency.Code), Column.Number("Of equity"));
        sheet.Add("Equity", Money(risk.Equity), "");
        sheet.Add("Gross exposure", Money(risk.Exposure.Gross), OfEquity(risk.Exposure.Gross));
        sheet.Add("Net exposure", Money(risk.Exposure.Net), OfEquity(risk.Exposure.Net));
        foreach (var (name, tail) in new[] { ("historical", risk.Historical), ("parametric", risk.Parametric), ("Monte Carlo", risk.MonteCarlo) })
        {
            sheet.Add($"Value at risk, {name}", Money(tail?.ValueAtRisk), OfEquity(tail?.ValueAtRisk));
            sheet.Add($"Mean loss beyond it, {name}", Money(tail?.Conditional), OfEquity(tail?.Conditional));
        }

        if (risk.Beta is { } beta) sheet.Add($"Beta to {beta.Benchmark}", beta.Beta is { } number ? Figures.Number(number) : Unknown, "");
        return sheet;

        string OfEquity(decimal? amount) => amount is { } known && risk.Equity is > 0m and var equity ? Percent((double)(known / equity)) : "";
    }

    private static Sheet Holdings(PortfolioRisk risk)
    {
        var sheet = new Sheet(Column.Text("Holding"), Column.Number("Quantity"), Column.Number("Price"), Column.Number("Worth"), Column.Number("Weight"), Column.Number("Volatility"), Column.Number("Brings"), Column.Number("Of risk"));
        foreach (var one in risk.Holdings)
        {
            sheet.Add(
                one.Symbol.ToString(), Figures.Exact(one.Quantity), one.Price is { } price ? Figures.Exact(price) : Unknown, Money(one.Worth), Percent(one.Weight), Percent(one.Volatility),
                one.Contribution is { } part ? Money(part) : "", Percent(one.Share));
        }

        return sheet;
    }

    private static Sheet Exposures(PortfolioRisk risk)
    {
        var sheet = new Sheet(Column.Text("Exposure"), Column.Number("Long"), Column.Number("Short"), Column.Number("Gross"), Column.Number("Net"));
        foreach (var one in risk.ByClass) Add(Given.Hyphenated(one.AssetClass), one.Exposure);
        foreach (var one in risk.ByCurrency) Add(one.Currency.Code, one.Exposure);
        return sheet;

        void Add(string name, ExposureAmounts amounts) => sheet.Add(name, Money(amounts.Longs), Money(amounts.Shorts), Money(amounts.Gross), Money(amounts.Net));
    }

    // One holding moves with itself: that is no news.
    private static Sheet Correlations(PortfolioRisk risk)
    {
        var (symbols, rows) = (risk.Correlation.Symbols, risk.Correlation.Rows);
        var sheet = new Sheet([Column.Text("Correlation"), .. symbols.Select(symbol => Column.Number(symbol.ToString()))]);
        if (symbols.Count < 2) return sheet;
        for (var row = 0; row < symbols.Count; row++) sheet.Add([symbols[row].ToString(), .. rows[row].Select(one => Figures.Number(one))]);
        return sheet;
    }

    private static string Money(decimal? amount) => amount is { } known ? Figures.Number(known) : Unknown;

    private static string Percent(double? share) => share is { } known ? Figures.Number(known * 100) + " %" : "";

    private static string Age(long? milliseconds) => milliseconds is { } known ? Figures.Span(Duration.FromMilliseconds(known)) : Unknown;
}
