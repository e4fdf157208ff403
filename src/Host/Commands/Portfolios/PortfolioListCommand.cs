using System.CommandLine;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Lists the portfolios.</summary>
internal sealed class PortfolioListCommand(Surroundings surroundings)
{
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("list", "List the portfolios: accounts, equity") { _json };
        command.SetAction(List);
        return command;
    }

    private async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var found = await (await HeardBooks.Of(session, ct)).ListPortfolios(new(), ct);
        if (parsed.GetValue(_json)) Screen.Document(found);
        else if (found.Portfolios.Count == 0) Screen.Remark("There is no portfolio yet. Make one with: algotrendy portfolio create NAME --account ID");
        else PortfolioText.Show(found.Portfolios);
        return ExitCode.Success;
    }
}
