using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Lists the connections of the accounts.</summary>
internal sealed class BrokersListCommand(Surroundings surroundings)
{
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("list", "List the connection of each account to its venue") { _json };
        command.SetAction(List);
        return command;
    }

    private async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var found = await session.Get<ITrading>().ListBrokers(new(), ct);
        if (parsed.GetValue(_json)) Screen.Document(found);
        else if (found.Brokers.Count == 0) Screen.Remark("There is no account yet.");
        else BrokerText.Show(found.Brokers);
        return ExitCode.Success;
    }
}
