using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Shows what was closed, lot by lot: the lines of a tax report.</summary>
internal sealed class PortfolioTaxLotsCommand(Surroundings surroundings)
{
    private const int APage = 1_000;

    private readonly Argument<string?> _portfolio = new("PORTFOLIO") { Description = "Only of the accounts that it has whole (default: of all accounts)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _account = TradingOptions.Account("Only of this account");
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only of this instrument", HelpName = "SYMBOL" };
    private readonly Option<int?> _year = Given.OptionalCount("--year", "Only what was closed in that year (UTC)");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("tax-lots", "Show what was closed, lot by lot, before fees") { _portfolio, _account, _symbol, _year, _json };
        command.SetAction(Show);
        return command;
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var portfolio = await HeardBooks.Of(session, ct);
        var symbol = parsed.GetValue(_symbol) is { } name ? await SeriesText.SymbolOf(session, name, ct) : (Core.Instruments.Symbol?)null;
        var query = new TaxLotQuery(parsed.GetValue(_portfolio), parsed.GetValue(_account), symbol, parsed.GetValue(_year), APage);
        var lots = new List<TaxLot>();
        do
        {
            var page = await portfolio.ListTaxLots(query, ct);
            if (page.Refusal is { } refusal) return Refused.Tell(refusal);
            lots.AddRange(page.Items);
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);

        if (parsed.GetValue(_json)) Screen.Document(lots);
        else if (lots.Count == 0) Screen.Remark("No lot was closed.");
        else Show(lots);
        return ExitCode.Success;
    }

    private static void Show(IReadOnlyList<TaxLot> lots)
    {
        var sheet = new Sheet(
            Column.Text("Account"), Column.Text("Symbol"), Column.Text("Opened (UTC)"), Column.Text("Closed (UTC)"), Column.Number("Quantity"), Column.Number("Proceeds"), Column.Number("Cost"), Column.Number("Gain"),
            Column.Text("Currency"), Column.Number("Days"), Column.Text());
        foreach (var lot in lots)
        {
            sheet.Add(
                lot.AccountId, lot.Symbol.ToString(), Figures.Moment(lot.OpenedAt.ToInstant()), Figures.Moment(lot.ClosedAt.ToInstant()), Figures.Exact(lot.Quantity), Figures.Number(lot.Proceeds), Figures.Number(lot.Cost),
                Figures.Number(lot.Gain), lot.Currency.Code, Figures.Count(lot.DaysHeld), lot.IsLongTerm ? "long term" : "");
        }

        Screen.Show(sheet);
        foreach (var sum in lots.GroupBy(lot => lot.Currency.Code)) Screen.Say($"{Figures.Count(sum.Count(), "lot")}, gain {Figures.Number(sum.Sum(lot => lot.Gain))} {sum.Key}.");
    }
}
