using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Shows the open lots of a position, whose numbers an order can name.</summary>
internal sealed class PositionLotsCommand(Surroundings surroundings)
{
    private const int APage = 1_000;

    private readonly Argument<string> _position = PositionCommand.Position();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("lots", "Show the open lots of a position, the oldest first") { _position, _json };
        command.SetAction(Show);
        return command;
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var (lots, method, cursor) = (new List<OpenLot>(), default(LotMethod?), default(string?));
        do
        {
            var page = await session.Get<IPortfolio>().ListOpenLots(new(parsed.GetRequiredValue(_position), APage, cursor), ct);
            if (page.Refusal is { } refusal) return Refused.Tell(refusal);
            lots.AddRange(page.Items);
            (method, cursor) = (page.Method, page.NextCursor);
        }
        while (cursor is not null);

        if (parsed.GetValue(_json)) Screen.Document(lots);
        else if (lots.Count == 0) Screen.Remark(method == LotMethod.Average ? "This account keeps positions at their average cost, without lots." : "No lot is open.");
        else Tell(lots, method!.Value);
        return ExitCode.Success;
    }

    private static void Tell(IReadOnlyList<OpenLot> lots, LotMethod method)
    {
        var sheet = new Sheet(Column.Number("Lot"), Column.Text("Opened (UTC)"), Column.Number("Quantity"), Column.Number("Unit cost"), Column.Number("Cost"), Column.Number("Unrealized"));
        foreach (var lot in lots)
            sheet.Add(Figures.Exact(lot.Lot), Figures.Moment(lot.OpenedAt.ToInstant()), Figures.Exact(lot.Quantity), Figures.Number(lot.UnitCost), Figures.Number(lot.Cost), lot.UnrealizedPnl is { } gain ? Figures.Number(gain) : "");
        Screen.Show(sheet);
        Screen.Remark($"Lots are {Given.Hyphenated(method)}: a trade closes {FirstOf(method)}.");
    }

    private static string FirstOf(LotMethod method) => method switch
    {
        LotMethod.Lifo => "the newest first",
        LotMethod.Hifo => "what gains least first",
        LotMethod.Specific => "those that its order names (--lots 3,7), then the oldest",
        _ => "the oldest first",
    };
}
