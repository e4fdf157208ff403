using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Platform.Telling;

/// <summary>What a module does about events: a change of its own database for each, kept together with the note that it was handled.</summary>
public sealed class Handlers
{
    private readonly Dictionary<string, Handler> _byName = [];

    internal IReadOnlyCollection<string> Names => _byName.Keys;

    /// <param name="handle">Runs again when it throws. What must happen outside of the database it writes down there.</param>
    public Handlers On<TEvent>(Action<Writing, TEvent, Envelope> handle) where TEvent : class
    {
        _byName.Add(typeof(TEvent).Name, new(envelope => envelope.Open<TEvent>(), (writing, opened, envelope) => handle(writing, (TEvent)opened, envelope)));
        return this;
    }

    /// <summary>Opens an event, where somebody asked for it, so that the database's one writer need not.</summary>
    internal Heard Hear(Envelope envelope)
    {
        try
        {
            return new(envelope, _byName.GetValueOrDefault(envelope.Name)?.Open(envelope));
        }
        catch (InvalidDataException)
        {
            return new(envelope, null); // its turn comes, and then it fails
        }
    }

    /// <summary>Does nothing about an event that nobody asked for.</summary>
    internal void Handle(Writing writing, Heard heard)
    {
        if (_byName.TryGetValue(heard.Envelope.Name, out var handler)) handler.Handle(writing, heard.Opened ?? handler.Open(heard.Envelope), heard.Envelope);
    }

    private sealed record Handler(Func<Envelope, object> Open, Action<Writing, object, Envelope> Handle);
}

/// <param name="Opened">Null when nobody asked for it, or it cannot be read.</param>
internal readonly record struct Heard(Envelope Envelope, object? Opened);
