namespace AlgoTrendy.Platform;

/// <summary>The platform cannot start or run as it was asked to. The message is a sentence for the person who asked, and says what to do.</summary>
public class SetupException : Exception
{
    public SetupException(string message) : base(message) { }

    public SetupException(string message, Exception cause) : base(message, cause) { }
}

/// <summary>What was asked makes no sense, whatever the state of the world: a command ends with exit code 2.</summary>
public sealed class UsageException(string message) : SetupException(message);
