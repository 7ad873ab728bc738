CREATE TABLE meta (
	"key" VARCHAR(40) NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY ("key")
);
CREATE TABLE animators (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	login VARCHAR(40) NOT NULL,
	password TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	UNIQUE (login)
);
CREATE TABLE groups (
	id INTEGER NOT NULL,
	centre VARCHAR(80) NOT NULL,
	name VARCHAR(80) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (centre, name)
);
CREATE TABLE learners (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id VARCHAR(32) NOT NULL,
	centre VARCHAR(80) NOT NULL,
	pseudo VARCHAR(60) NOT NULL,
	pseudo_key VARCHAR(60) NOT NULL,
	secret TEXT,
	wrong_tries INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	UNIQUE (centre, pseudo_key),
	UNIQUE (id)
);
CREATE TABLE tickets (
	hash VARCHAR(64) NOT NULL,
	hub_name VARCHAR(60) NOT NULL,
	expires_at DATETIME NOT NULL,
	PRIMARY KEY (hash)
);
CREATE TABLE seances (
	id INTEGER NOT NULL,
	code VARCHAR(12) NOT NULL,
	centre VARCHAR(80) NOT NULL,
	group_id INTEGER,
	lessons TEXT NOT NULL,
	animator_id INTEGER,
	opened_at DATETIME NOT NULL,
	closed_at DATETIME,
	PRIMARY KEY (id),
	UNIQUE (code),
	FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE SET NULL,
	FOREIGN KEY(animator_id) REFERENCES animators (id) ON DELETE SET NULL
);
CREATE INDEX ix_seances_closed_at ON seances (closed_at);
CREATE TABLE memberships (
	group_id INTEGER NOT NULL,
	learner_id VARCHAR(32) NOT NULL,
	PRIMARY KEY (group_id, learner_id),
	FOREIGN KEY(group_id) REFERENCES groups (id) ON DELETE CASCADE,
	FOREIGN KEY(learner_id) REFERENCES learners (id) ON DELETE CASCADE
);
CREATE TABLE progress (
	learner_id VARCHAR(32) NOT NULL,
	lesson VARCHAR(12) NOT NULL,
	step VARCHAR(20) NOT NULL,
	steps_done TEXT NOT NULL,
	stars TEXT NOT NULL,
	updated_at DATETIME NOT NULL,
	PRIMARY KEY (learner_id, lesson),
	FOREIGN KEY(learner_id) REFERENCES learners (id) ON DELETE CASCADE
);
CREATE TABLE help_requests (
	id INTEGER NOT NULL,
	learner_id VARCHAR(32) NOT NULL,
	lesson VARCHAR(12) NOT NULL,
	raised_at DATETIME NOT NULL,
	lowered_at DATETIME,
	PRIMARY KEY (id),
	FOREIGN KEY(learner_id) REFERENCES learners (id) ON DELETE CASCADE
);
CREATE INDEX ix_help_requests_learner_id ON help_requests (learner_id);
CREATE TABLE submissions (
	id VARCHAR(40) NOT NULL,
	learner_id VARCHAR(32) NOT NULL,
	lesson VARCHAR(12) NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	size INTEGER NOT NULL,
	status VARCHAR(10) NOT NULL,
	received_at DATETIME NOT NULL,
	started_at DATETIME,
	finished_at DATETIME,
	stars INTEGER,
	result TEXT,
	sentence TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(learner_id) REFERENCES learners (id) ON DELETE CASCADE
);
CREATE INDEX submissions_learner ON submissions (learner_id, lesson, received_at);
CREATE INDEX submissions_queue ON submissions (status, received_at);
CREATE TABLE words (
	id INTEGER NOT NULL,
	learner_id VARCHAR(32) NOT NULL,
	lesson VARCHAR(12) NOT NULL,
	animator_id INTEGER,
	text TEXT NOT NULL,
	rework BOOLEAN NOT NULL,
	written_at DATETIME NOT NULL,
	read_at DATETIME,
	PRIMARY KEY (id),
	FOREIGN KEY(learner_id) REFERENCES learners (id) ON DELETE CASCADE,
	FOREIGN KEY(animator_id) REFERENCES animators (id) ON DELETE SET NULL
);
CREATE INDEX words_learner ON words (learner_id, lesson);
CREATE TABLE presences (
	seance_id INTEGER NOT NULL,
	learner_id VARCHAR(32) NOT NULL,
	joined_at DATETIME NOT NULL,
	PRIMARY KEY (seance_id, learner_id),
	FOREIGN KEY(seance_id) REFERENCES seances (id) ON DELETE CASCADE,
	FOREIGN KEY(learner_id) REFERENCES learners (id) ON DELETE CASCADE
);
CREATE INDEX ix_presences_learner_id ON presences (learner_id);
INSERT INTO meta VALUES ('schema', '1');
INSERT INTO learners (number, id, centre, pseudo, pseudo_key, wrong_tries, created_at)
VALUES (7, 'jeune-abcdef', 'Alma', 'Renard turquoise', 'renard turquoise', 0, '2026-11-18 12:00:00');
INSERT INTO progress VALUES ('jeune-abcdef', 'P01', 'modifie', 'predis', '{"2": 3}', '2026-11-18 12:00:00')
