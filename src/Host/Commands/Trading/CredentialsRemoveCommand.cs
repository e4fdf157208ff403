using System.CommandLine;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Forgets what opens a venue.</summary>
internal sealed class CredentialsRemoveCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which account's" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("remove", "Forget what opens the venue") { _id, _json };
        command.SetAction(Remove);
        return command;
    }

    private async Task<int> Remove(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        return BrokerText.Tell(await session.Get<ITrading>().RemoveCredentials(new(parsed.GetRequiredValue(_id)), ct), parsed.GetValue(_json));
    }
}
